//! The resident's home.

use doorstep_domain::catalogue::{Mode, Presence};

use super::pick;

texts! {
    morning(name: &str) => "{name}，上午好", "Good morning, {name}";
    afternoon(name: &str) => "{name}，下午好", "Good afternoon, {name}";
    evening(name: &str) => "{name}，晚上好", "Good evening, {name}";
    elder_on => "长辈版", "Large version";
    elder_off => "换回普通版", "Ordinary version";
    running => "正在办的单子", "What is going on";
    and_more(n: usize) => "还有 {n} 张单子", "{n} more orders";
    place => "我要下单", "Place an order";
    again(what: &str) => "再来一单：{what}", "Again: {what}";
    again_wish(day: &str, who: &str) => "{day}是 {who}，还请上次那位", "{day}: {who}. Same person again";
    again_day(day: &str) => "{day}办过", "Done {day}";
    common_items => "常用服务", "Often asked";
    all_items(n: usize) => "全部 {n} 项", "All {n}";
    free => "免费", "Free of charge";
    call_centre => "打电话给社区", "Call the community";
    call_hint => "不会用？打电话也能下单", "You can order by phone too";
    emergency_before => "紧急情况请先拨打", "In an emergency call first";
    emergency_after => "闻到燃气味请先离开屋子，再打电话。", "If you smell gas, leave first, then call.";
    opens_today(at: &str) => "今天 {at}", "today at {at}";
    opens_tomorrow(at: &str) => "明早 {at}", "tomorrow at {at}";
    closed(when: &str, phone: &str) => "社区已下班，{when} 开始安排；急事请打 {phone}", "The centre is closed; it goes on {when}. If it can't wait call {phone}";
    notice_missing => "第一次下单前，请先看一看告知书", "Before your first order, please read the notice";
    notice_missing_of(name: &str) => "{name} 还没有同意告知书，要本人在自己手机或窗口同意后才能下单", "{name} has to agree to the notice first, on their own phone or at the window";
    for_whom => "给谁办", "For whom";
    for_me => "我自己", "Myself";
    nobody_here => "这里还没有您的住处，请打电话给社区登记", "Your home is not registered yet; please call the community";
    help_me => "请人帮忙", "Ask for help";
    my_orders => "看我的单子", "My orders";
    no_running => "现在没有在办的", "Nothing going on";
    hint_install => "放到手机桌面，一点就开", "Put it on your home screen for next time";
    hint_install_how => "在浏览器菜单里点“添加到主屏幕”", "Choose “Add to home screen” in the browser's menu";
    hint_known => "知道了", "Got it";
    cases => "转给您单位的单子", "Passed on to you";
    cases_sub => "社区转来的单子都在这里。办完了写上结果；不归您单位管的，可以退回。", "What the centre passed on to you. Say what came of it, or give back what is not yours.";
    cases_none => "现在没有转来的单子", "Nothing was passed on to you";
    cases_none_sub => "社区转来了会出现在这里，不用守着。", "It shows up here when the centre passes something on.";
    account_title => "这个账号不下单，也不接单", "This account neither orders nor serves";
    account_sub => "要下单或者帮忙，请打电话给社区，登记成居民、党员或志愿者。", "To order or to help, call the centre and be registered.";
    account_operator => "这个账号管安装和工作人员的登记，不看居民的单子。", "This account keeps the installation and registers staff; it sees no orders.";
    account_people => "登记工作人员", "Register staff";
    draft_left(what: &str) => "没写完的：{what}", "Unfinished: {what}";
    draft_left_sub => "接着写，前面填的都在", "Go on; what you filled in is kept";
}

/// How a service reaches the person, as a word on a tile.
pub fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Door => pick("上门", "At your door"),
        Mode::Errand => pick("跑腿送达", "Brought to you"),
        Mode::Centre => pick("到中心/站点", "At the centre"),
        Mode::Phone => pick("电话", "By phone"),
    }
}

/// Who has to be there.
pub fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Oneself => pick("需要本人在场", "You have to be there yourself"),
        Presence::Anyone => pick("家里有人就行", "Anyone at home will do"),
        Presence::Nobody => pick("不用在场", "Nobody has to be there"),
    }
}

/// The group of an item, by the first letter of its code; `*` is what is asked for most.
pub fn group(letter: char) -> &'static str {
    match letter {
        '*' => common_items(),
        'A' => pick("证件和代办", "Papers and errands at offices"),
        'B' => pick("健康", "Health"),
        'C' => pick("家里的事", "Around the house"),
        'D' => pick("生活照料", "Everyday care"),
        'E' => pick("咨询和调解", "Advice"),
        _ => pick("其他", "More"),
    }
}
