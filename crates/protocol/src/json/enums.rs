//! An enum on the wire: a bare word, or an object whose one name is the variant.

use serde::{
    Deserializer,
    de::{DeserializeSeed, EnumAccess, VariantAccess, Visitor},
};

use super::{Misread, reader::Reader};

/// The variant that comes next, and whether it has a body.
pub(super) struct Choice<'a, 'de>(pub(super) &'a mut Reader<'de>, pub(super) bool);

impl Choice<'_, '_> {
    #[inline(never)]
    fn need_body(&mut self) -> Result<(), Misread> {
        if self.1 { self.0.0.step(b':') } else { Err(Misread) }
    }

    #[inline(never)]
    fn no_body(&mut self) -> Result<(), Misread> {
        if !self.1 {
            return Ok(());
        }
        self.0.0.step(b':')?;
        if self.0.0.word("null") { Ok(()) } else { Err(Misread) }
    }
}

impl<'de> EnumAccess<'de> for Choice<'_, 'de> {
    type Error = Misread;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Misread> {
        let variant = seed.deserialize(&mut *self.0)?;
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for Choice<'_, 'de> {
    type Error = Misread;

    fn unit_variant(mut self) -> Result<(), Misread> {
        self.no_body()
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(mut self, seed: T) -> Result<T::Value, Misread> {
        self.need_body()?;
        seed.deserialize(self.0)
    }

    fn tuple_variant<V: Visitor<'de>>(mut self, len: usize, visitor: V) -> Result<V::Value, Misread> {
        self.need_body()?;
        self.0.deserialize_tuple(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        mut self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misread> {
        self.need_body()?;
        self.0.deserialize_struct("", fields, visitor)
    }
}
