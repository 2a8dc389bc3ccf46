//! What members and volunteers read.

use doorstep_domain::{catalogue::Mode, order::Why};

use super::{DOT, pick};

texts! {
    // The pool.
    pool_title => "待接单", "Open orders";
    filter => "筛选", "Filter";
    filter_all => "全部", "All";
    filter_today => "今天", "Today";
    filter_way => "顺路", "On my way";
    filter_skill => "我擅长", "My skills";
    new_cards(n: usize) => "有 {n} 个新单，点这里看", "{n} new, tap to show";
    to(time: &str) => "到 {time}", "to {time}";
    around(place: &str) => "{place}一带", "near {place}";
    minutes(mode: &str, n: u16) => "{mode} {n} 分钟", "{mode}, {n} min";
    needs_skill(skill: &str) => "需要：{skill}", "Needs: {skill}";
    wanted(free: u8, all: u8) => "还差 {free} 人，共 {all} 人", "{free} of {all} people missing";
    left(time: &str) => "还剩 {time}没人接", "{time} left to take it";
    slot_over => "约的时间过了，先打电话问", "The time is over; ask first";
    overdue => "等了很久，没人接", "Waiting for long";
    asked_first => "先问您", "You are asked first";
    asked_over => "请您接手", "Asked to take over";
    answer_by(due: &str) => "{due} 前回一声就行；不方便也没关系", "Answer by {due}; no is fine";
    not_now => "不方便", "Not now";
    take_over => "接手", "Take over";
    waiting => "正在等社区确认…", "Waiting for the centre…";
    waiting_offline_sub => "有网后社区会答复。地址要等确认后才显示。", "The centre answers once there is a network. The address comes after that.";
    withdraw => "不接了", "Withdraw";
    got => "接到了", "It is yours";
    got_sub(place: &str) => "地址：{place}", "Address: {place}";
    got_sub_plain => "请先打电话约时间", "Please call to agree a time";
    open_job => "看任务", "Open it";
    lost => "已有同志接单", "Someone took it";
    lost_standby => "您是候补：他退回时先问您。谢谢您。", "You stand by: you are asked first if it comes back. Thank you.";
    lost_plain => "谢谢您，看看别的单子吧。", "Thank you; see the others.";
    similar => "差不多的还有", "Similar ones";
    near => "这栋楼还有", "Also in this building";
    near_own => "您接的", "yours";
    near_free => "还没人接", "nobody has it";
    dismiss => "知道了", "OK";
    gone => "已经不在了", "No longer here";
    standby_title => "候补的单子", "Standing by";
    standby_sub => "现在有同志在办，退回时先问您", "Someone has it; you are asked first if it comes back";
    leave_standby => "不候补了", "Leave standby";
    load_split(confirmed: usize, unsent: &str) => "（已确认 {confirmed}，待同步 {unsent}）", " ({confirmed} confirmed, unsent {unsent})";
    load(n: usize, cap: u32) => "手上 {n} 单，最多同时 {cap} 单", "{n} in hand, at most {cap}";
    pool_empty => "现在没有要接的单子", "Nothing to take now";
    pool_empty_sub => "有新的会出现在这里。", "New ones show up here.";
    pool_none => "这一类现在没有", "None of this kind now";
    show_all => "看全部", "Show all";
    some_service => "上门服务", "A service";
    // My jobs.
    jobs_empty => "手上没有任务", "Nothing in hand";
    jobs_empty_sub => "去看看有谁需要帮忙。", "See who needs help.";
    to_pool => "去接单", "See open orders";
    then => "接下来", "Then";
    ended => "办完的", "Done";
    not_sent => "待上传", "Not sent";
    not_sent_n(n: usize) => "{n} 步待上传", "{n} steps not sent";
    more => "更多", "More";
    details => "看详情", "Details";
    // One job.
    title => "任务", "Job";
    address => "地址", "Address";
    phone => "电话", "Phone";
    reminder => "提醒", "Note";
    health => "健康", "Health";
    time => "时间", "Time";
    number => "单号", "Number";
    cost => "费用", "Cost";
    materials => "要准备", "To have ready";
    not_done => "不做", "Not done";
    presence => "在场", "Presence";
    route => "路线", "Route";
    dial => "拨打", "Call";
    map_note => "路线会打开地图，只告诉它楼栋，不告诉门牌", "The map is told the building, not the door";
    contact_hidden => "办完一天后，联系方式自动隐藏", "Contacts are hidden a day after the end";
    no_phone => "没有留电话，请打社区电话问一问", "No phone number; please ask the centre";
    looked_note => "您看了联系方式，居民能查到", "You looked at the contact; the resident can see that";
    sub_call => "打完再点“出发”", "Then tap “Set off”";
    sub_call_finish => "打完就可以办", "Then get going";
    sub_depart => "下一步：到了", "Next: arrived";
    sub_arrive => "下一步：办完了", "Next: done";
    sub_finish => "下一步：请居民说服务码", "Next: ask for the service code";
    sub_resume => "回到停之前的一步", "Back to where it stopped";
    resume => "接着办", "Go on";
    straight_finish => "直接办完", "Done already";
    late_finish => "我其实办了，补记一笔", "I did do it";
    suspend => "先停一停", "Pause";
    suspend_title => "为什么停一停？", "Why pause?";
    suspend_sub(n: u32) => "居民会看到原因。最多停 {n} 天，到时社区来定。", "The resident sees why. At most {n} days, then the centre decides.";
    hand_back_title => "为什么退回？", "Why hand it back?";
    hand_back_sub => "退回没关系，社区会重新找人。居民会看到“正在找人”。", "That is fine; the centre finds someone else.";
    hand_back_soon => "离约定时间不到一天，退回后社区会马上知道，请尽量再打个电话。", "Less than a day to go: the centre is told at once; please also call.";
    refer => "建议转办", "Propose to refer";
    refer_title => "该转给谁？", "Who should do it?";
    refer_sub => "社区收到后来定，单子先留在您这里。", "The centre decides; it stays with you until then.";
    refer_to => "转给哪个单位", "Which office";
    refer_to_hint => "写单位名字，比如燃气公司、供电所", "Such as the gas or power company";
    refer_missing => "请选原因，再写单位名字", "Choose a reason and name the office";
    refer_gas => "闻到燃气味：请先带大家离开屋子，到外面再打电话。不要开关电器。", "If you smell gas: everybody leaves first, then call from outside. Touch no switches.";
    gas_company => "燃气公司", "Gas company";
    // What was passed on to a department.
    case_waits => "等您单位答复", "Waits for your answer";
    case_answered(outcome: &str) => "已答复：{outcome}", "Answered: {outcome}";
    case_back => "已退回社区，由社区另找人", "Given back; the centre finds someone";
    case_why => "为什么转来", "Why it came";
    case_to => "转给", "Passed to";
    case_place => "在哪里", "Where";
    case_contact => "门牌和电话不在这里。要联系居民，请打社区电话，报上单号。", "Door and phone are not shown here. To reach the resident call the centre and name the number.";
    case_ask => "办得怎么样？", "What came of it?";
    case_end_back => "不归我们办，退回社区", "Not ours: give it back";
    case_send => "答复社区", "Answer the centre";
    case_missing => "请先选一个结果", "Choose one first";
    referred_wait(to: &str) => "已建议转给{to}，等社区来定", "Proposed for {to}; the centre decides";
    send_it => "发给社区", "Send";
    do_suspend => "停一停", "Pause it";
    do_hand_back => "退回", "Hand back";
    words_opt => "补充一句（可不填）", "A few words (optional)";
    choose_why => "请选一个原因", "Choose a reason";
    transfer_title => "转给谁？", "Pass on to whom?";
    transfer_sub => "对方答应以前，单子还是您的。", "It stays yours until they say yes.";
    transfer_none => "现在看不到能接手的同志。请打社区电话，社工替您转。", "No colleague who could take it is known here. Please call the centre.";
    transfer_wait => "已请同志接手，等他答复", "Asked a colleague; waiting";
    call_centre => "打社区电话", "Call the centre";
    slot_asked(slot: &str) => "居民想改到 {slot}", "The resident asks for {slot}";
    slot_yes => "可以，改过去", "Yes, change it";
    slot_no => "不行，照原来", "No, keep it";
    move_title => "改到什么时候？", "To what time?";
    move_sub => "请先在电话里和居民说好。", "Agree on it by phone first.";
    move_do => "就改这个时间", "Change it";
    still_there => "还在服务吗？", "Still there?";
    still_there_sub(n: i64) => "已经 {n} 分钟了。报个平安，社区就放心了。", "It has been {n} minutes. Say you are well.";
    still_here => "还在，都好", "Yes, all well";
    group_copy => "复制到党员群", "Copy for the group";
    group_title => "发到党员群的话", "For the group";
    group_sub => "只有服务、楼栋、时间和单号，没有居民的信息。", "Service, building, time and number only.";
    group_text(name: &str, place: &str, when: &str, minutes: u16, number: &str) => "【家门口】{name}，{place}，{when}，约 {minutes} 分钟。方便的同志请到“接单”里看看。{number}", "[Doorstep] {name}, {place}, {when}, about {minutes} min. See “Take”. {number}";
    copy => "复制", "Copy";
    copied => "已复制，可以去群里粘贴", "Copied";
    passed_on => "这张单子已经交给别的同志", "It went to someone else";
    passed_on_sub => "不用去了，谢谢您。如果您其实已经上门办了，可以补记。", "No need to go. If you did go, you can say so.";
    given_back => "您已退回这张单子", "You handed it back";
    given_back_sub => "社区正在重新找人，谢谢您说一声。", "The centre finds someone else; thank you for saying so.";
    stand_by => "您是候补", "You stand by";
    late_told => "您补记的已经存好，社区会看", "What you wrote is kept; the centre looks at it";
    not_here => "找不到这张单子", "This order is not here";
    not_here_sub => "可能已经有别的同志接了，或者取消了。", "Someone may have taken it, or it was cancelled.";
    several(free: u8) => "还差 {free} 位同志，凑齐了再出发", "{free} more needed before you set off";
    with_name(name: &str) => "同去的：{name}", "With: {name}";
    progress => "进度", "Progress";
    todo => "要办的事", "What to do";
    state_ended => "这张单子已经办完", "This order is done";
    waiting_confirm => "等居民确认", "Waiting for the resident";
    result(outcome: &str, proof: &str) => "{outcome}{DOT}{proof}", "{outcome}{DOT}{proof}";
    other_buttons => "其他", "Other";
    by_me => "我", "Me";
    by_resident => "居民", "Resident";
    by_family => "家人", "Family";
    by_desk => "社区", "The centre";
    by_helper => "同志", "Colleague";
    by_timer => "到时间自动", "By deadline";
    // 办完了.
    how_ended => "办得怎么样？", "How did it go?";
    check_title => "怎么核对？", "How to check";
    check_code => "服务码", "Code";
    check_sign => "签字", "Signature";
    check_none => "没有核对", "Unchecked";
    sign_ask => "请把手机递给居民，在框里签名", "Hand the phone over to be signed in the box";
    pad_empty => "签名框，还没有签", "Box to sign in, empty";
    pad_signed => "签名框，已经签了", "Box to sign in, signed";
    pad_again => "签名框，等着重签", "Box to sign in, to be signed again";
    pad_hint => "慢慢签，不着急。写不了就选“服务码”或“没有核对”。签名只给居民和社区看。", "Take your time. Who can’t write chooses “Code” or “Unchecked”. Only the resident and the centre see it.";
    sign_again => "重签", "Sign again";
    sign_keep => "还用原来的", "Keep this one";
    sign_replaces => "一动笔，就换掉原来的", "The first stroke replaces it";
    sign_missing => "请居民在框里签名，或选“没有核对”", "Have it signed in the box, or choose “Unchecked”";
    sign_too_much => "笔画太多了，请点“重签”再签一次", "Too many strokes; please sign again";
    code_ask => "请居民说出四位服务码", "Ask for the four digits";
    code_hint => "服务码在居民手机或小票上，办完才说。", "It is on the resident's phone or slip.";
    code_typed(n: usize) => "已输入 {n} 位，共 4 位", "{n} of 4 digits";
    erase => "删除", "Delete";
    cannot_say => "说不出来", "No code";
    none_note => "也可以办完。社区会打电话回访，问一问办得怎么样。", "That is fine. The centre may call back to ask.";
    code_offline => "现在没有网：先记下，由社区核对。", "No network: noted now, the centre checks.";
    code_online => "输错也没关系，社区会核对。", "A slip is fine; the centre checks.";
    laid_out => "垫付了多少？", "Money laid out";
    laid_out_hint(n: u32) => "单位：元，最多 {n} 元，当面结清。没有垫付就不填。", "Yuan, at most {n}, settled on the spot. Leave empty if none.";
    done_words => "办了什么", "What was done";
    code_short => "请输完四位，或选“没有核对”", "Enter all four digits, or “Unchecked”";
    code_partial => "服务码要四位数字", "The code has four digits";
    amount_bad => "请填整数金额", "Enter whole yuan";
    fix => "请看一看这几处", "Please check";
    finished_saved => "已记下，等社区核对", "Noted; the centre will check";
    finished_saved_sub => "已存在手机里，有网自动发出。可以放心离开。", "Kept on this phone; it sends itself. You may leave.";
    finished_sent => "社区已收到", "The centre has it";
    finished_sent_sub => "居民会收到“办好了吗？”，辛苦了。", "The resident is asked whether it is done. Thank you.";
    finished_refused => "这一步要社区看一看", "The centre has to look at it";
    finished_gone => "这张单子已经办完了", "This order is done already";
    back_to_jobs => "回我的任务", "My jobs";
    neutral_en => "Home visit", "Home visit";
}

/// The canned sentences of a finish.
pub fn canned() -> [&'static str; 4] {
    [
        pick("都办好了，居民满意", "All done"),
        pick("办了一部分，约好下次再来", "Partly done, will come again"),
        pick("家里没人，没办成", "Nobody home"),
        pick("要专业人员来", "Needs a professional"),
    ]
}

/// A way of serving.
pub fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Door => pick("上门", "At the door"),
        Mode::Errand => pick("跑腿", "Errand"),
        Mode::Centre => pick("到中心", "At the centre"),
        Mode::Phone => pick("电话", "By phone"),
    }
}

/// Who has to be there.
pub fn who_is_there(presence: doorstep_domain::catalogue::Presence) -> &'static str {
    use doorstep_domain::catalogue::Presence;
    match presence {
        Presence::Oneself => pick("需要本人在场", "The person themselves"),
        Presence::Anyone => pick("家里有人即可", "Anyone at home"),
        Presence::Nobody => pick("不需要在场", "Nobody has to be there"),
    }
}

/// A reason with its usual office, where it has one.
pub fn office(why: Why) -> &'static str {
    match why {
        Why::GasDanger => gas_company(),
        _ => "",
    }
}
