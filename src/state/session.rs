//! Signing in: what was typed or scanned, whether a form is ready, and why a call did not work.

use doorstep_domain::{CommunityId, Instant};
use doorstep_protocol::session::{SessionFault, SetUp};

use super::online::OnlineFault;
use crate::text;

/// Characters of a card code.
pub const CODE_LENGTH: usize = 10;
/// Characters of a secret that was scanned.
const SECRET_LENGTH: usize = 32;
/// Shortest password.
const PASSWORD_MIN: usize = 8;
/// Longest name of a person.
const NAME_MAX: usize = doorstep_domain::text::NAME_MAX;

/// What came after `#` in the address of a card or of another browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Brought {
    /// A printed card was scanned.
    Card(String),
    /// A transfer code of 换个浏览器打开 (or the typed code of a card in an address).
    Move(String),
}

impl Brought {
    /// Reads it; none when it is neither.
    pub fn read(fragment: &str) -> Option<Self> {
        let hex = fragment.len() == SECRET_LENGTH && fragment.bytes().all(|b| b.is_ascii_hexdigit());
        let code = plain(fragment);
        match code.chars().count() {
            _ if hex => Some(Self::Card(fragment.to_owned())),
            CODE_LENGTH if stranger(&code).is_none() => Some(Self::Move(code)),
            _ => None,
        }
    }

    /// What the server is given.
    pub fn secret(&self) -> &str {
        match self {
            Self::Card(secret) | Self::Move(secret) => secret,
        }
    }
}

/// What was typed as the code it means: full-width characters and any case are understood, spaces and dashes dropped, letters
/// that look like digits are digits. A whole address may be pasted: what stands after `#` counts.
pub fn plain(typed: &str) -> String {
    let typed = typed.rsplit('#').next().unwrap_or_default();
    let half = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    };
    typed
        .chars()
        .map(half)
        .filter(|c| c.is_alphanumeric())
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}

/// The code in its two groups, as printed: what the field shows while somebody types.
pub fn grouped(typed: &str) -> String {
    let code = plain(typed);
    let (first, rest): (String, String) = (code.chars().take(5).collect(), code.chars().skip(5).collect());
    if rest.is_empty() {
        first
    } else {
        format!("{first}-{rest}")
    }
}

/// The first character that no code has.
fn stranger(code: &str) -> Option<char> {
    code.chars().find(|c| !c.is_ascii_alphanumeric() || *c == 'U')
}

/// What the server is given for what was typed, or what is wrong with it.
///
/// # Errors
/// The sentence for the field.
pub fn card_code(typed: &str) -> Result<String, String> {
    if let Some(Brought::Card(secret)) = typed.rsplit('#').next().and_then(Brought::read) {
        return Ok(secret);
    }
    let code = plain(typed);
    let count = code.chars().count();
    match stranger(&code) {
        _ if count == 0 => Err(text::session::code_missing().to_owned()),
        Some(c) => Err(text::session::code_letter(c)),
        None if count != CODE_LENGTH => Err(text::session::code_short(count)),
        None => Ok(code),
    }
}

/// Which call did not work: the same refusal means something else to each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// A card or a code.
    Card,
    /// Staff sign-in.
    Password,
    /// First set-up.
    SetUp,
    /// Setting an account up by invitation.
    Invited,
    /// Inviting somebody.
    Invite,
    /// Anything for somebody who is signed in.
    Else,
}

/// Why a call did not work, and what to do.
pub fn trouble(fault: &OnlineFault, doing: Doing, now: Instant) -> String {
    use text::session as say;
    let OnlineFault::Refused(error) = fault else {
        let words = if *fault == OnlineFault::Offline {
            say::offline()
        } else {
            say::other()
        };
        return words.to_owned();
    };
    match (error.error, doing) {
        (SessionFault::TooMany, _) => error.until.map_or_else(
            || say::too_many_soon().to_owned(),
            |at| say::too_many(&text::time::moment(at, now)),
        ),
        (SessionFault::Field, _) => {
            let sentence = error.reason.as_ref().map(text::reason::sentence);
            sentence.unwrap_or_else(|| say::other().to_owned())
        }
        (SessionFault::Forbidden, Doing::Invite) => say::invite_forbidden().to_owned(),
        (SessionFault::Forbidden, _) => say::forbidden().to_owned(),
        (_, Doing::Card) => say::code_refused().to_owned(),
        (_, Doing::Password) => say::password_refused().to_owned(),
        (_, Doing::SetUp) => say::setup_refused().to_owned(),
        (_, Doing::Invited) => say::invite_refused().to_owned(),
        (SessionFault::Reauth | SessionFault::Revoked, Doing::Else | Doing::Invite) => {
            text::common::sync_reauth().to_owned()
        }
        (_, Doing::Else | Doing::Invite) => say::other().to_owned(),
    }
}

/// The fields of the set-up form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SetUpField {
    /// 设置码.
    Code,
    /// Name of the community.
    Community,
    /// Its short code.
    CommunityCode,
    /// Its phone.
    CommunityPhone,
    /// Full name of the secretary.
    Name,
    /// Account.
    Account,
    /// Password.
    Password,
}

impl SetUpField {
    /// All, in the order of the form.
    pub const ALL: [Self; 7] = [
        Self::Code,
        Self::Community,
        Self::CommunityCode,
        Self::CommunityPhone,
        Self::Name,
        Self::Account,
        Self::Password,
    ];

    /// Whether somebody who was invited is asked for it, too.
    pub const fn of_invited(self) -> bool {
        matches!(self, Self::Code | Self::Account | Self::Password)
    }

    /// The id of its input.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::Community => "community",
            Self::CommunityCode => "community-code",
            Self::CommunityPhone => "community-phone",
            Self::Name => "name",
            Self::Account => "account",
            Self::Password => "password",
        }
    }

    /// What is wrong with `typed` here.
    pub fn trouble(self, typed: &str) -> Option<String> {
        use text::session as say;
        let typed = typed.trim();
        let count = typed.chars().count();
        let word =
            |low: usize, high: usize| (low..=high).contains(&count) && typed.bytes().all(|b| b.is_ascii_alphanumeric());
        let small = word(2, 12) && !typed.bytes().any(|b| b.is_ascii_uppercase());
        let plain = |fine: bool, words: &'static str| (!fine).then(|| words.to_owned());
        match self {
            Self::Code => plain(count > 0, say::need_code()),
            Self::Community => plain(
                (1..=doorstep_domain::text::DOOR_MAX).contains(&count),
                say::need_community(),
            ),
            Self::CommunityCode => plain(small, say::need_community_code()),
            Self::CommunityPhone => {
                let phone = doorstep_domain::phone::Phone::parse(typed);
                phone.err().map(|reason| text::reason::sentence(&reason))
            }
            Self::Name if count > NAME_MAX => plain(false, say::name_long()),
            Self::Name => plain(count > 0, say::need_name()),
            Self::Account => plain(word(3, 20), say::need_account()),
            Self::Password => plain(count >= PASSWORD_MIN, say::need_password()),
        }
    }
}

/// The call for a set-up form that has no trouble; `values` in the order of [`SetUpField::ALL`].
pub fn set_up(values: [String; 7]) -> SetUp {
    let [
        code,
        community_name,
        community,
        community_phone,
        name,
        account,
        password,
    ] = values;
    let trimmed = |s: String| s.trim().to_owned();
    SetUp {
        code: trimmed(code),
        account: trimmed(account),
        // A password keeps its blanks.
        password,
        name: trimmed(name),
        community: CommunityId(trimmed(community)),
        community_name: trimmed(community_name),
        community_phone: trimmed(community_phone),
        device: String::new(),
    }
}

#[cfg(test)]
mod tests {
    use doorstep_protocol::session::SessionError;

    use super::*;

    #[test]
    fn a_code_is_understood_as_people_type_it() {
        for typed in [
            "abcde-f0123",
            "ＡＢＣＤＥ－Ｆ０１２３",
            " abcde fo i23",
            "https://x.cn/join#ABCDEF0123",
        ] {
            assert_eq!(card_code(typed).as_deref(), Ok("ABCDEF0123"), "{typed}");
        }
        assert_eq!(grouped("abcdef"), "ABCDE-F");
        assert_eq!(grouped("abc"), "ABC");
        let secret = "0123456789abcdef0123456789abcdef";
        assert_eq!(card_code(&format!("https://x.cn/join#{secret}")).as_deref(), Ok(secret));
    }

    #[test]
    fn a_wrong_code_says_what_is_wrong() {
        assert_eq!(card_code("  - "), Err(text::session::code_missing().to_owned()));
        assert_eq!(card_code("abc"), Err(text::session::code_short(3)));
        assert_eq!(card_code("abcdefghj好"), Err(text::session::code_letter('好')));
        assert_eq!(card_code("abcdefghju"), Err(text::session::code_letter('U')));
    }

    #[test]
    fn an_address_brings_a_card_or_a_code_or_nothing() {
        let secret = "0123456789abcdef0123456789abcdef";
        assert_eq!(Brought::read(secret), Some(Brought::Card(secret.to_owned())));
        assert_eq!(
            Brought::read("ABCDEF0123"),
            Some(Brought::Move("ABCDEF0123".to_owned()))
        );
        assert_eq!(Brought::read("demo=resident"), None);
        assert_eq!(Brought::read(""), None);
    }

    #[test]
    fn the_set_up_form_names_each_field_that_is_wrong() {
        let fine = [
            "x",
            "示例社区",
            "yiyuan",
            "000 0000 0100",
            "吴示例",
            "wu01",
            "correct horse",
        ];
        for (field, typed) in SetUpField::ALL.into_iter().zip(fine) {
            assert_eq!(field.trouble(typed), None, "{field:?}");
            assert!(field.trouble(" ").is_some(), "{field:?}");
        }
        assert!(SetUpField::CommunityCode.trouble("Yi Yuan").is_some());
        assert!(SetUpField::Password.trouble("1234567").is_some());
        let call = set_up(fine.map(str::to_owned));
        assert_eq!((call.community.0.as_str(), call.account.as_str()), ("yiyuan", "wu01"));
    }

    #[test]
    fn no_refusal_is_left_without_words() {
        let refused = |error| {
            OnlineFault::Refused(SessionError {
                error,
                until: None,
                reason: None,
            })
        };
        let now = Instant(0);
        for doing in [Doing::Card, Doing::Password, Doing::SetUp, Doing::Else] {
            for fault in [
                OnlineFault::Offline,
                OnlineFault::Other,
                refused(SessionFault::Refused),
                refused(SessionFault::TooMany),
                refused(SessionFault::Field),
                refused(SessionFault::Reauth),
            ] {
                assert!(!trouble(&fault, doing, now).is_empty());
            }
        }
        assert_ne!(
            trouble(&refused(SessionFault::Refused), Doing::Card, now),
            trouble(&refused(SessionFault::Refused), Doing::Password, now)
        );
    }
}
