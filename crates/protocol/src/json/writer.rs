//! What derived code asks of an encoder, written with as little as can be compiled per type.

use serde::ser::{
    Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

use super::{Misread, RAW};

/// The text so far.
#[derive(Default)]
pub(super) struct Writer {
    text: String,
    /// The next text is JSON already.
    raw: bool,
}

impl Writer {
    pub(super) fn finish(self) -> String {
        self.text
    }

    #[inline(never)]
    fn put(&mut self, text: &str) {
        self.text.push_str(text);
    }

    #[inline(never)]
    fn string(&mut self, text: &str) {
        if core::mem::take(&mut self.raw) {
            return self.put(text);
        }
        self.put("\"");
        for c in text.chars() {
            let short = match c {
                '"' => '"',
                '\\' => '\\',
                '\u{8}' => 'b',
                '\u{c}' => 'f',
                '\n' => 'n',
                '\r' => 'r',
                '\t' => 't',
                '\0'..='\u{1f}' => {
                    self.put("\\u00");
                    for half in [u32::from(c) >> 4, u32::from(c) & 15] {
                        self.text.extend(char::from_digit(half, 16));
                    }
                    continue;
                }
                _ => {
                    self.text.push(c);
                    continue;
                }
            };
            self.text.push('\\');
            self.text.push(short);
        }
        self.put("\"");
    }

    #[inline(never)]
    fn number(&mut self, negative: bool, mut size: u64) {
        if negative {
            self.put("-");
        }
        let mut digits = [0_u8; 20];
        let mut at = digits.len();
        loop {
            at -= 1;
            // Below ten, so it fits.
            digits[at] = b'0' + u8::try_from(size % 10).unwrap_or(0);
            size /= 10;
            if size == 0 {
                break;
            }
        }
        self.text.extend(digits[at..].iter().map(|d| char::from(*d)));
    }

    /// Before an element: a comma, except before the first.
    #[inline(never)]
    fn next(&mut self, first: &mut bool) {
        if !core::mem::take(first) {
            self.put(",");
        }
    }

    /// Before the value of a field.
    #[inline(never)]
    fn field(&mut self, first: &mut bool, name: &str) {
        if !self.raw {
            self.next(first);
            self.string(name);
            self.put(":");
        }
    }

    /// Into the body of a variant.
    #[inline(never)]
    fn variant(&mut self, name: &str, bracket: &str) {
        self.put("{");
        self.string(name);
        self.put(":");
        self.put(bracket);
    }
}

/// Elements of something, and what closes it.
pub(super) struct Parts<'a> {
    writer: &'a mut Writer,
    first: bool,
    end: &'static str,
}

impl<'a> Parts<'a> {
    const fn new(writer: &'a mut Writer, end: &'static str) -> Self {
        Self {
            writer,
            first: true,
            end,
        }
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Misread> {
        self.writer.next(&mut self.first);
        value.serialize(&mut *self.writer)
    }

    fn named<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Misread> {
        self.writer.field(&mut self.first, name);
        value.serialize(&mut *self.writer)
    }

    #[inline(never)]
    fn close(self) {
        self.writer.put(self.end);
    }
}

macro_rules! whole_numbers {
    ($($signed:ident $unsigned:ident $i:ty, $u:ty;)*) => {$(
        fn $signed(self, v: $i) -> Result<(), Misread> {
            self.number(v < 0, u64::from(v.unsigned_abs()));
            Ok(())
        }

        fn $unsigned(self, v: $u) -> Result<(), Misread> {
            self.number(false, u64::from(v));
            Ok(())
        }
    )*};
}

impl<'a> Serializer for &'a mut Writer {
    type Ok = ();
    type Error = Misread;
    type SerializeSeq = Parts<'a>;
    type SerializeTuple = Parts<'a>;
    type SerializeTupleStruct = Parts<'a>;
    type SerializeTupleVariant = Parts<'a>;
    type SerializeMap = Parts<'a>;
    type SerializeStruct = Parts<'a>;
    type SerializeStructVariant = Parts<'a>;

    whole_numbers! {
        serialize_i8 serialize_u8 i8, u8;
        serialize_i16 serialize_u16 i16, u16;
        serialize_i32 serialize_u32 i32, u32;
        serialize_i64 serialize_u64 i64, u64;
    }

    fn serialize_bool(self, v: bool) -> Result<(), Misread> {
        self.put(if v { "true" } else { "false" });
        Ok(())
    }

    fn serialize_f32(self, _: f32) -> Result<(), Misread> {
        Err(Misread)
    }

    fn serialize_f64(self, _: f64) -> Result<(), Misread> {
        Err(Misread)
    }

    fn serialize_char(self, v: char) -> Result<(), Misread> {
        self.string(v.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, v: &str) -> Result<(), Misread> {
        self.string(v);
        Ok(())
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<(), Misread> {
        Err(Misread)
    }

    fn serialize_none(self) -> Result<(), Misread> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Misread> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Misread> {
        self.put("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Misread> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Misread> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Misread> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Misread> {
        self.variant(variant, "");
        value.serialize(&mut *self)?;
        self.put("}");
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'a>, Misread> {
        self.put("[");
        Ok(Parts::new(self, "]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'a>, Misread> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Parts<'a>, Misread> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'a>, Misread> {
        self.variant(variant, "[");
        Ok(Parts::new(self, "]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts<'a>, Misread> {
        self.put("{");
        Ok(Parts::new(self, "}"))
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Parts<'a>, Misread> {
        if name == RAW {
            self.raw = true;
            return Ok(Parts::new(self, ""));
        }
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'a>, Misread> {
        self.variant(variant, "{");
        Ok(Parts::new(self, "}}"))
    }
}

macro_rules! lists {
    ($($of:ident $element:ident),*) => {$(
        impl $of for Parts<'_> {
            type Ok = ();
            type Error = Misread;

            fn $element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Misread> {
                self.element(value)
            }

            fn end(self) -> Result<(), Misread> {
                self.close();
                Ok(())
            }
        }
    )*};
}

lists! {
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field
}

macro_rules! structs {
    ($($of:ident),*) => {$(
        impl $of for Parts<'_> {
            type Ok = ();
            type Error = Misread;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Misread> {
                self.named(name, value)
            }

            fn end(self) -> Result<(), Misread> {
                self.close();
                Ok(())
            }
        }
    )*};
}

structs! { SerializeStruct, SerializeStructVariant }

impl SerializeMap for Parts<'_> {
    type Ok = ();
    type Error = Misread;

    /// The name must be written as a text; a number or an object here would be no JSON, and our maps have no such names.
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Misread> {
        self.writer.next(&mut self.first);
        let from = self.writer.text.len();
        key.serialize(&mut *self.writer)?;
        if self.writer.text[from..].starts_with('"') {
            Ok(())
        } else {
            Err(Misread)
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Misread> {
        self.writer.put(":");
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Misread> {
        self.close();
        Ok(())
    }
}
