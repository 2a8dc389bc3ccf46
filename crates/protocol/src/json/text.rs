//! The characters of a JSON text, from left to right. Knows no types, so it is compiled once.

use std::borrow::Cow;

use super::Misread;

/// Deepest nesting that is read; serde_json's own limit.
pub(super) const DEPTH: u8 = 127;

/// What is left of the text, and how deep it stands in it.
pub(super) struct Text<'a> {
    all: &'a str,
    at: usize,
    depth: u8,
}

impl<'a> Text<'a> {
    pub(super) const fn new(all: &'a str) -> Self {
        Self { all, at: 0, depth: 0 }
    }

    /// The next byte that is no blank, left where it is; 0 at the end, which JSON never holds bare.
    #[inline(never)]
    pub(super) fn peek(&mut self) -> u8 {
        loop {
            match self.all.as_bytes().get(self.at) {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                Some(byte) => return *byte,
                None => return 0,
            }
        }
    }

    /// Steps over `byte`, which must be next.
    #[inline(never)]
    pub(super) fn step(&mut self, byte: u8) -> Result<(), Misread> {
        if self.peek() != byte {
            return Err(Misread);
        }
        self.at += 1;
        Ok(())
    }

    /// Into an object or a list.
    #[inline(never)]
    pub(super) fn open(&mut self, bracket: u8) -> Result<(), Misread> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(Misread);
        }
        self.step(bracket)
    }

    /// Out of it.
    #[inline(never)]
    pub(super) fn close(&mut self, bracket: u8) -> Result<(), Misread> {
        self.depth -= 1;
        self.step(bracket)
    }

    /// Whether another element follows before `bracket`; steps over the comma between two.
    #[inline(never)]
    pub(super) fn more(&mut self, first: &mut bool, bracket: u8) -> Result<bool, Misread> {
        if self.peek() == bracket {
            return Ok(false);
        }
        if !core::mem::take(first) {
            self.step(b',')?;
            if self.peek() == bracket {
                return Err(Misread);
            }
        }
        Ok(true)
    }

    /// Nothing but blanks may follow.
    pub(super) fn end(&mut self) -> Result<(), Misread> {
        self.peek();
        if self.at == self.all.len() {
            Ok(())
        } else {
            Err(Misread)
        }
    }

    /// Steps over `word` if it is next.
    #[inline(never)]
    pub(super) fn word(&mut self, word: &str) -> bool {
        self.peek();
        let found = self.all.as_bytes()[self.at..].starts_with(word.as_bytes());
        if found {
            self.at += word.len();
        }
        found
    }

    /// A yes or no.
    #[inline(never)]
    pub(super) fn truth(&mut self) -> Result<bool, Misread> {
        if self.word("true") {
            return Ok(true);
        }
        if self.word("false") { Ok(false) } else { Err(Misread) }
    }

    /// Steps over digits, of which there must be one at least.
    #[inline(never)]
    fn digits(&mut self) -> Result<&'a str, Misread> {
        let from = self.at;
        while self.all.as_bytes().get(self.at).is_some_and(u8::is_ascii_digit) {
            self.at += 1;
        }
        if from == self.at {
            Err(Misread)
        } else {
            Ok(&self.all[from..self.at])
        }
    }

    /// Steps over one of `bytes` if it is next, without blanks before it.
    fn one_of(&mut self, bytes: &[u8]) -> bool {
        let found = self.all.as_bytes().get(self.at).is_some_and(|b| bytes.contains(b));
        self.at += usize::from(found);
        found
    }

    /// Any number: its sign, the digits of its whole part, and whether that is all of it.
    fn numeral(&mut self) -> Result<(bool, &'a str, bool), Misread> {
        let negative = self.word("-");
        let whole = self.digits()?;
        if whole.len() > 1 && whole.starts_with('0') {
            return Err(Misread);
        }
        let fraction = self.one_of(b".");
        if fraction {
            self.digits()?;
        }
        let power = self.one_of(b"eE");
        if power {
            self.one_of(b"+-");
            self.digits()?;
        }
        Ok((negative, whole, !fraction && !power))
    }

    /// A whole number: its sign and its size.
    #[inline(never)]
    pub(super) fn number(&mut self) -> Result<(bool, u64), Misread> {
        match self.numeral()? {
            // A zero with a sign is a fraction to serde_json.
            (true, "0", _) | (_, _, false) => Err(Misread),
            (negative, digits, true) => Ok((negative, digits.parse().map_err(|_| Misread)?)),
        }
    }

    /// A text, borrowed when it holds no escape.
    #[inline(never)]
    pub(super) fn string(&mut self) -> Result<Cow<'a, str>, Misread> {
        self.step(b'"')?;
        let mut unescaped: Option<String> = None;
        let mut from = self.at;
        loop {
            match self.all.as_bytes().get(self.at) {
                Some(b'"') => {
                    let last = &self.all[from..self.at];
                    self.at += 1;
                    return Ok(match unescaped {
                        Some(mut whole) => {
                            whole.push_str(last);
                            Cow::Owned(whole)
                        }
                        None => Cow::Borrowed(last),
                    });
                }
                Some(b'\\') => {
                    let whole = unescaped.get_or_insert_default();
                    whole.push_str(&self.all[from..self.at]);
                    self.at += 1;
                    whole.push(self.escape()?);
                    from = self.at;
                }
                None | Some(0..=0x1f) => return Err(Misread),
                Some(_) => self.at += 1,
            }
        }
    }

    fn escape(&mut self) -> Result<char, Misread> {
        let kind = self.all.as_bytes().get(self.at).copied().ok_or(Misread)?;
        self.at += 1;
        Ok(match kind {
            b'"' | b'\\' | b'/' => char::from(kind),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.hex()?;
                let code = if (0xd800..0xdc00).contains(&first) {
                    if !self.all[self.at..].starts_with("\\u") {
                        return Err(Misread);
                    }
                    self.at += 2;
                    let low = self.hex()?.wrapping_sub(0xdc00);
                    if low >= 0x400 {
                        return Err(Misread);
                    }
                    0x1_0000 + ((first - 0xd800) << 10) + low
                } else {
                    first
                };
                char::from_u32(code).ok_or(Misread)?
            }
            _ => return Err(Misread),
        })
    }

    fn hex(&mut self) -> Result<u32, Misread> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = self
                .all
                .as_bytes()
                .get(self.at)
                .and_then(|b| char::from(*b).to_digit(16));
            code = code * 16 + digit.ok_or(Misread)?;
            self.at += 1;
        }
        Ok(code)
    }

    /// Steps over one value, whatever it is, and returns it as written.
    #[inline(never)]
    pub(super) fn skip(&mut self) -> Result<&'a str, Misread> {
        let next = self.peek();
        let from = self.at;
        match next {
            b'"' => drop(self.string()?),
            b'{' | b'[' => {
                let end = if next == b'{' { b'}' } else { b']' };
                self.open(next)?;
                let mut first = true;
                while self.more(&mut first, end)? {
                    if next == b'{' {
                        self.string()?;
                        self.step(b':')?;
                    }
                    self.skip()?;
                }
                self.close(end)?;
            }
            b't' | b'f' => _ = self.truth()?,
            b'n' if self.word("null") => {}
            _ => _ = self.numeral()?,
        }
        Ok(&self.all[from..self.at])
    }
}
