//! Short names between the app's wasm and its script. wasm-bindgen names each of some two hundred functions of the browser with a
//! hash that nothing can pack, once in each of the two files: 5 KB of the first load.
//!
//! Only for the app that ships: with long names a stack tells more.

use crate::failure::{Failure, Outcome};
use std::{collections::BTreeMap, fs, path::Path};
use wasm_encoder::{
    EntityType, ImportSection, Module, RawSection,
    reencode::{Reencode, RoundtripReencoder},
};
use wasmparser::{Import, Parser, Payload};

/// The module that the script stands for; what others give keeps its name.
const SCRIPT: &str = "./main_bg.js";

/// Renames in both files what the script gives the wasm.
pub(crate) fn names(wasm: &Path, script: &Path) -> Outcome {
    let whole = fs::read(wasm)?;
    let imports = imports(&whole)?;
    let names = imports.iter().filter(|import| import.module == SCRIPT);
    let names: BTreeMap<&str, String> = names
        .enumerate()
        .map(|(at, import)| (import.name, format!("_{at:x}")))
        .collect();
    let text = fs::read_to_string(script)?;
    let renamed = words(&text, &names);
    fs::write(wasm, rewritten(&whole, &imports, &names)?)?;
    fs::write(script, renamed)?;
    Ok(())
}

fn imports(wasm: &[u8]) -> Outcome<Vec<Import<'_>>> {
    let mut all = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        if let Payload::ImportSection(section) = payload.map_err(broken)? {
            for import in section.into_imports() {
                all.push(import.map_err(broken)?);
            }
        }
    }
    Ok(all)
}

/// The module with its imports under their new names, everything else byte for byte.
fn rewritten(wasm: &[u8], imports: &[Import<'_>], names: &BTreeMap<&str, String>) -> Outcome<Vec<u8>> {
    let mut module = Module::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.map_err(broken)?;
        if let Payload::ImportSection(_) = payload {
            let mut section = ImportSection::new();
            for import in imports {
                let kind: EntityType = RoundtripReencoder.entity_type(import.ty).map_err(broken)?;
                let name = names.get(import.name).filter(|_| import.module == SCRIPT);
                section.import(import.module, name.map_or(import.name, String::as_str), kind);
            }
            module.section(&section);
        } else if let Some((id, range)) = payload.as_section() {
            let (from, to) = (place(range.start)?, place(range.end)?);
            let data = wasm.get(from..to).ok_or("the wasm ends in a section")?;
            module.section(&RawSection { id, data });
        }
    }
    Ok(module.finish())
}

fn place(offset: u64) -> Outcome<usize> {
    usize::try_from(offset).map_err(broken)
}

fn broken(error: impl std::fmt::Display) -> Failure {
    format!("shortening the names of the wasm: {error}").into()
}

/// `script` with whole words replaced.
fn words(script: &str, names: &BTreeMap<&str, String>) -> String {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '$';
    let mut out = String::with_capacity(script.len());
    let mut rest = script;
    while !rest.is_empty() {
        let word = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        let (this, after) = rest.split_at(word);
        out.push_str(names.get(this).map_or(this, String::as_str));
        let gap = after.find(is_word).unwrap_or(after.len());
        let (between, next) = after.split_at(gap);
        out.push_str(between);
        rest = next;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use wasm_encoder::{MemoryType, TypeSection};

    /// A module that takes a function of the script, one of another script, and a memory.
    fn module() -> Vec<u8> {
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let memory = MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        };
        let mut section = ImportSection::new();
        section.import(SCRIPT, "__wbg_now_0123456789abcdef", EntityType::Function(0));
        section.import("./other.js", "__wbg_now_0123456789abcdef", EntityType::Function(0));
        section.import(SCRIPT, "__wbindgen_memory", memory);
        let mut module = Module::new();
        module.section(&types).section(&section);
        module.finish()
    }

    #[test]
    fn both_files_agree_on_the_new_names_and_nothing_else_changes() {
        let folder = tempfile::tempdir().unwrap();
        let (wasm, script) = (folder.path().join("a.wasm"), folder.path().join("a.js"));
        fs::write(&wasm, module()).unwrap();
        let text =
            "i={__wbg_now_0123456789abcdef:()=>1,__wbindgen_memory:m,__wbg_now_0123456789abcdef_:2,\"é\":__wbg_init}";
        fs::write(&script, text).unwrap();
        names(&wasm, &script).unwrap();
        let renamed = fs::read(&wasm).unwrap();
        let all: Vec<_> = imports(&renamed)
            .unwrap()
            .iter()
            .map(|i| (i.module.to_owned(), i.name.to_owned()))
            .collect();
        let of = |module: &str, name: &str| (module.to_owned(), name.to_owned());
        assert_eq!(
            all,
            [
                of(SCRIPT, "_0"),
                of("./other.js", "__wbg_now_0123456789abcdef"),
                of(SCRIPT, "_1")
            ]
        );
        let text = "i={_0:()=>1,_1:m,__wbg_now_0123456789abcdef_:2,\"é\":__wbg_init}";
        assert_eq!(fs::read_to_string(&script).unwrap(), text);
    }
}
