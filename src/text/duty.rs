//! What station duty says.

texts! {
    title => "坐班签到", "Station duty";
    which => "在哪个站？", "Which station?";
    check_in => "签到", "Check in";
    check_in_sub => "到站了点一下", "Tap when you are there";
    check_out => "签退", "Check out";
    check_out_sub => "走的时候点一下", "Tap when you leave";
    here(when: &str) => "{when} 签到", "Checked in {when}";
    so_far(time: &str) => "已坐班 {time}", "On duty for {time}";
    today => "今天", "Today";
    optional => "忘了也没关系，社工可以替您补签。", "Never mind if you forget; staff can make it up.";
    last => "最近的记录", "Last stays";
    none => "还没有记录", "No stays yet";
    no_station => "还没有您能坐班的站", "No station for you yet";
    no_station_sub => "请打电话问一问社区。", "Please call the centre.";
    elsewhere => "如果在别的手机上签过到，有网后会显示在这里。", "A check-in on another phone shows here once there is a network.";
    thanks(time: &str) => "辛苦了，这次坐班 {time}", "Thank you: {time} on duty";
    minutes(n: i64) => "{n} 分钟", "{n} min";
    hours(h: i64, m: i64) => "{h} 小时 {m} 分钟", "{h} h {m} min";
    whole_hours(h: i64) => "{h} 小时", "{h} h";
    choose => "请先选一个站", "Choose a station first";
}

/// 2 小时 5 分钟.
pub fn length(all: i64) -> String {
    match (all / 60, all % 60) {
        (0, m) => minutes(m),
        (h, 0) => whole_hours(h),
        (h, m) => hours(h, m),
    }
}
