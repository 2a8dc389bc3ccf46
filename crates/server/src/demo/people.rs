//! The people of the demo. All are invented: a surname and 示例, phones that begin with 000. Their ids never change, so that tests
//! and links can name them.

use doorstep_domain::PersonId;
use serde_json::{Value, json};

/// Somebody a visitor can become, or meets.
#[derive(Clone, Copy, Debug)]
pub struct DemoPerson {
    /// The word in `POST /api/demo` and in the address.
    pub who: &'static str,
    /// Makes the id.
    number: u8,
    /// Full name.
    pub name: &'static str,
    /// What they are, in Chinese.
    pub zh: &'static str,
    /// What they are, in English.
    pub en: &'static str,
    /// Stands on the start page.
    pub shown: bool,
}

impl DemoPerson {
    /// The id.
    pub const fn id(&self) -> PersonId {
        PersonId::from_bits(0xde30_0000_0000_7000_8000_0000_0000_0000 | self.number as u128)
    }

    /// The phone, in the same order as the ids.
    pub fn phone(&self) -> String {
        format!("000138{:05}", 10_001 + u32::from(self.number) * 1_111)
    }
}

macro_rules! people {
    ($($name:ident = $number:literal $who:literal $shown:literal $full:literal, $zh:literal, $en:literal;)*) => {
        $(
            #[doc = $en]
            pub const $name: DemoPerson = DemoPerson {
                who: $who, number: $number, name: $full, zh: $zh, en: $en, shown: $shown,
            };
        )*
        /// Everybody.
        pub const PEOPLE: &[DemoPerson] = &[$($name),*];
    };
}

people! {
    RESIDENT = 1 "resident" true "王示例", "居民（83 岁，独居老人）", "Resident, 83, lives alone";
    DAUGHTER = 2 "daughter" true "刘示例", "女儿（代办人）", "Her daughter, orders for her";
    MEMBER = 3 "member" true "李示例", "党员", "Party member";
    MEMBER2 = 4 "member2" true "张示例", "党员（第二位，用来试抢单）", "A second party member, to try a tie";
    VOLUNTEER = 5 "volunteer" true "陈示例", "志愿者", "Volunteer";
    DESK = 6 "desk" true "郑示例", "全科社工（窗口）", "Social worker at the window";
    SECRETARY = 7 "secretary" true "吴示例", "社区书记", "Secretary of the community";
    MEMBER3 = 8 "member3" false "赵示例", "党员", "A third party member";
    VOLUNTEER2 = 9 "volunteer2" false "孙示例", "志愿者", "A second volunteer";
    DEPARTMENT = 10 "department" false "许示例", "专业单位（示例燃气）", "The department for gas";
    OPERATOR = 11 "operator" false "周示例", "系统管理员", "Operator";
    FENG = 12 "feng" false "冯示例", "居民", "Resident";
    LUO = 13 "luo" false "罗示例", "居民", "Resident";
    HE = 14 "he" false "何示例", "示例社区居民", "Resident of the sample community";
    MA = 15 "ma" false "马示例", "示例社区居民", "Resident of the sample community";
    LIN = 16 "lin" false "林示例", "崖尧村村民", "Villager";
    GAO = 17 "gao" false "高示例", "红旗社区居民", "Resident";
    XIE = 18 "xie" false "谢示例", "示例社区居民", "Resident of the sample community";
}

/// The answer of `GET /api/demo/people`.
pub fn listed() -> Value {
    PEOPLE
        .iter()
        .map(|p| {
            json!({
                "who": p.who,
                "person": p.id(),
                "name": p.name,
                "host": format!("{}.localhost", p.who),
                "zh": p.zh,
                "en": p.en,
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_words_and_phones_are_different_and_phones_are_nobodys() {
        let different = |mut all: Vec<String>| {
            let count = all.len();
            all.sort();
            all.dedup();
            all.len() == count
        };
        assert!(different(PEOPLE.iter().map(|p| p.id().to_string()).collect()));
        assert!(different(PEOPLE.iter().map(|p| p.who.to_owned()).collect()));
        assert!(different(PEOPLE.iter().map(DemoPerson::phone).collect()));
        assert!(
            PEOPLE
                .iter()
                .all(|p| p.phone().starts_with("000") && p.phone().len() == 11)
        );
        assert_eq!(RESIDENT.id().to_string(), "de300000-0000-7000-8000-000000000001");
    }
}
