//! 下单: the steps of the form.

use doorstep_domain::catalogue::Mode;

use super::pick;

texts! {
    title => "下单", "Place an order";
    step_of(n: usize, all: usize) => "第 {n} 步，共 {all} 步", "Step {n} of {all}";
    ask_service => "要办什么事？", "What do you need?";
    ask_how => "怎么办？", "How shall it be done?";
    ask_where => "到哪里？", "Where to?";
    ask_note => "还有什么要说的？", "Anything we should know?";
    ask_check => "核对一下", "Check it";
    find => "找服务", "Find a service";
    find_hint => "说事就行，例如“水管”", "For example “tap”";
    groups => "类别", "Groups";
    group_all => "全部", "All";
    find_all => "在全部服务里找", "Search all services";
    none_found => "没有找到这项服务", "No such service found";
    none_found_hint => "打电话说一声，社区也能办", "Call us; we may still be able to help";
    which_day => "哪一天", "Which day";
    which_hour => "几点", "What time";
    other_days => "其他日子", "Other days";
    no_slots => "这几天没有可选的时间，请打电话给社区", "No times to choose from; please call";
    home_of_me => "我家", "My home";
    home_of(name: &str) => "{name} 家", "{name}'s home";
    elsewhere => "其他地方", "Somewhere else";
    building => "楼栋", "Building";
    building_village => "村民小组", "Group";
    building_choose => "请选一个", "Choose one";
    door => "门牌", "Door";
    door_hint => "几单元几室，例如 2单元 301室", "Unit and room";
    door_hint_village => "门牌号，例如 17号", "House number";
    privacy => "门牌和电话只给接单的那一位看，办完 24 小时后自动隐藏。", "Door and phone are shown only to whoever takes the order, and hidden again 24 hours after the end.";
    note => "备注", "Note";
    note_left(n: usize) => "还能写 {n} 个字。请不要写身份证号、银行卡号。", "{n} characters left. No ID or bank card numbers, please.";
    note_over(n: usize) => "多了 {n} 个字，请删短一点", "{n} characters too many";
    health => "带上健康提醒", "Add a health note";
    health_sub => "例如“心脏装过支架”。只给接单的人看，办完就看不到了。不写也能下单。", "For example “has a heart stent”. Only whoever takes the order sees it, until it is done. You can order without it.";
    health_consent => "打开就是同意社区为这张单子使用健康情况，随时可以在“我的授权”里收回。", "Switching it on lets the community use it for this order. Withdraw any time under “My consents”.";
    health_proxy(name: &str) => "要 {name} 本人先同意，才能替他写健康提醒", "{name} has to agree before you can write one";
    health_label => "健康提醒", "Health note";
    wish => "还请上次那位", "Same person again";
    wish_sub(name: &str) => "{name}。没空就换别人", "{name}; someone else if not free";
    lays_out => "要垫付的，当面结清：上门的人先垫，最多 200 元，办完当面给现金，两边都确认。", "Money laid out is settled on the spot in cash, at most 200 yuan, and both of you confirm it.";
    about(minutes: u16) => "大约 {minutes} 分钟", "About {minutes} minutes";
    bring(what: &str) => "请备好：{what}", "Have ready: {what}";
    row_service => "服务", "Service";
    row_how => "方式", "How";
    row_for => "给谁", "For";
    row_when => "时间", "Time";
    row_where => "地址", "Address";
    row_phone => "电话", "Phone";
    row_note => "备注", "Note";
    row_health => "健康", "Health";
    photos(n: usize) => "{n} 张", "{n}";
    row_none => "没有", "None";
    row_unset => "还没选", "Not chosen";
    phone_unknown => "还没登记，请打电话给社区", "Not registered; please call";
    place_offline => "现在没有网：先存在手机里，有网自动发出", "No network: it is kept on this phone and sends itself";
    same_title(what: &str, day: &str) => "{day}已经有一单{what}", "There is already one {what} for {day}";
    same_ask(say: &str) => "{say}。还要再下一单吗？", "{say}. Place another one?";
    same_look => "看那一单", "Look at it";
    same_more => "再下一单", "Place another";
    errors => "还差一点", "Almost there";
    not_placed => "这一单还没下成", "Not placed yet";
    discard => "不下单了", "Don't order";
    discarded => "已经放下了，没有下单", "Put away; nothing was ordered";
    undo => "接着写", "Go on with it";
    draft_gone => "这张单子已经写完或放下了", "This order was placed or put away";
    kept => "写的都存在手机里，随时可以回来接着写", "Kept on this phone; come back any time";
    for_other(name: &str) => "替 {name} 下单", "For {name}";
    read_notice => "先看告知书", "Read the notice";
    proxy_not_allowed => "这项服务要本人下单，请打电话给社区", "This one has to be ordered in person; please call";
    not_offered => "这项服务现在不办，请打电话问一问", "Not offered now; please call";
    slot_past => "这个时间已经过了，请再选一个", "That time is over; choose another";
}

/// The question of the time, by how it is done.
pub fn ask_when(mode: Mode) -> &'static str {
    match mode {
        Mode::Door => pick("什么时候来？", "When shall someone come?"),
        Mode::Errand => pick("什么时候送到？", "When shall it be brought?"),
        Mode::Centre => pick("您什么时候过来？", "When will you come?"),
        Mode::Phone => pick("什么时候给您打电话？", "When shall we call?"),
    }
}

/// A way of doing it, as a choice.
pub fn how(mode: Mode) -> &'static str {
    match mode {
        Mode::Door => pick("请人上门", "Someone comes to me"),
        Mode::Errand => pick("跑腿送到家", "Brought to my door"),
        Mode::Centre => pick("我到中心或站点去", "I come to the centre"),
        Mode::Phone => pick("打电话说", "By phone"),
    }
}

/// What that means.
pub fn how_sub(mode: Mode) -> &'static str {
    match mode {
        Mode::Door | Mode::Errand => pick("要填地址", "Asks for the address"),
        Mode::Centre => pick("不用填地址", "No address needed"),
        Mode::Phone => pick("会有人给您打电话", "Someone calls you"),
    }
}

/// A quick tag of the note, by its stable code; an unknown one says nothing.
pub fn tag(code: &str) -> &'static str {
    match code {
        "hearing" => pick("耳朵不好", "Hard of hearing"),
        "slow" => pick("腿脚不便", "Slow on foot"),
        "alone" => pick("家里就我一个人", "I am alone at home"),
        "dog" => pick("家里有狗", "There is a dog"),
        "call" => pick("来之前先打电话", "Call before coming"),
        _ => "",
    }
}
