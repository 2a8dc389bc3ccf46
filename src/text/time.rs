//! Dates and times as people say them.

use doorstep_domain::{Day, Instant, Slot};

use super::{Lang, lang};

texts! {
    just_now => "刚刚", "just now";
    minutes_ago(n: i64) => "{n} 分钟前", "{n} min ago";
    hours_ago(n: i64) => "{n} 小时前", "{n} h ago";
    today => "今天", "Today";
    tomorrow => "明天", "Tomorrow";
    after_tomorrow => "后天", "In 2 days";
    yesterday => "昨天", "Yesterday";
    morning => "上午", "morning";
    afternoon => "下午", "afternoon";
    evening => "晚上", "evening";
}

const WEEKDAYS_ZH: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
const WEEKDAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// 9:05.
pub fn clock(minute: u16) -> String {
    format!("{}:{:02}", minute / 60, minute % 60)
}

/// The weekday.
pub fn weekday(day: Day) -> &'static str {
    let names = if lang() == Lang::Zh { WEEKDAYS_ZH } else { WEEKDAYS_EN };
    names[usize::from(day.weekday()) % 7]
}

/// 今天, 明天, 后天, 昨天, else 11月25日 周三.
pub fn day(day: Day, today_is: Day) -> String {
    match day.0 - today_is.0 {
        -1 => yesterday().to_owned(),
        0 => today().to_owned(),
        1 => tomorrow().to_owned(),
        2 => after_tomorrow().to_owned(),
        _ => date(day),
    }
}

/// 11月25日 周三.
pub fn date(day: Day) -> String {
    let (_, month, dom) = day.civil();
    let weekday = weekday(day);
    if lang() == Lang::Zh {
        format!("{month}月{dom}日 {weekday}")
    } else {
        format!("{weekday} {dom}/{month}")
    }
}

/// 今天 15:00–16:00.
pub fn slot(slot: &Slot, now: Instant) -> String {
    format!("{} {}–{}", day(slot.day, now.day()), clock(slot.from), clock(slot.to))
}

/// 今天 15:02, for a line of a trail.
pub fn moment(at: Instant, now: Instant) -> String {
    let time = clock(at.minute());
    if at.day() == now.day() {
        time
    } else {
        format!("{} {time}", day(at.day(), now.day()))
    }
}

/// 刚刚, 5 分钟前, 3 小时前, else the moment.
pub fn ago(at: Instant, now: Instant) -> String {
    match now.since(at) / 60_000 {
        i64::MIN..1 => just_now().to_owned(),
        minutes @ 1..60 => minutes_ago(minutes),
        minutes @ 60..1440 => hours_ago(minutes / 60),
        _ => moment(at, now),
    }
}
