//! One order, for the resident's side.

use doorstep_domain::order::Satisfaction;

use super::pick;

texts! {
    queued_title => "已存在手机里，还没发给社区", "Kept on this phone, not sent yet";
    queued_sub => "有网就会自动发出，不用守着。着急可以打社区电话，报服务码就行。", "It sends itself once there is a network. If it can't wait, call and say the service code.";
    pending => "待上传", "Not sent";
    progress => "进度", "Progress";
    steps => "进度", "Progress";
    gone => "找不到这张单子", "This order is not here";
    gone_sub => "可能已经过了保存的时间，或者不是您的单子。", "It may be too old to be kept, or not yours.";
    to_orders => "看我的单子", "My orders";
    badge => "胸牌号", "Badge";
    tail => "来电尾号", "Calls from";
    door_check => "来的人应当戴着这块胸牌。对不上，请先别开门，打社区电话。", "Whoever comes wears this badge. If it does not match, keep the door closed and call us.";
    who_call => "会用这个尾号给您打电话", "Will call you from this number";
    several(n: usize, all: u8) => "要 {all} 个人，已有 {n} 位", "{n} of {all} people found";
    address => "地址", "Address";
    note => "备注", "Note";
    health => "健康", "Health";
    when => "时间", "Time";
    how => "方式", "How";
    number => "单号", "Number";
    number_later => "社区收到后给", "Comes from the centre";
    placed_for(name: &str) => "给 {name} 办", "For {name}";
    looks => "谁看过我的电话", "Who looked at my phone number";
    looks_none => "还没有人看过", "Nobody so far";
    looks_last(who: &str, when: &str) => "{who}，{when}", "{who}, {when}";
    looks_why => "接单的人要联系您，可以看电话和门牌；每看一次都记在这里。", "Whoever takes the order may see phone and door to reach you. Each look is on record here.";
    look_helper => "接单的同志", "Who took the order";
    look_desk => "社区工作人员", "The desk";
    look_door => "看了电话和门牌", "Looked at phone and door";
    by_desk => "社区", "The centre";
    by_me => "我", "Me";
    by_resident => "本人", "The resident";
    by_family => "家人", "Family";
    by_helper => "上门的同志", "Who serves";
    by_former => "前一位同志", "Who had it before";
    by_timer => "到时间自动", "By deadline";
    claimed(when: &str, got: &str) => "{when} 办的，社区 {got} 收到", "At {when}, received {got}";
    future_received => "社区收到", "The centre has it";
    future_taken => "有人接单", "Someone takes it";
    future_going => "出发", "Sets off";
    future_doing => "正在办", "Being done";
    future_done => "办好了，请您确认", "Done; you confirm";
    mini_received => "已收到", "Received";
    mini_taken => "接单", "Taken";
    mini_going => "上门", "Coming";
    mini_doing => "正在办", "At work";
    mini_done => "办好", "Done";
    words => "留言", "Notes";
    add_word => "补充一句", "Add a note";
    add_word_label => "想补充什么", "What to add";
    send => "发出", "Send";
    confirm_said(name: &str, when: &str) => "{name} 说 {when} 已经办了。", "{name} says it was done {when}.";
    confirm_outcome(outcome: &str) => "结果写的是：{outcome}", "The result says: {outcome}";
    confirm_laid(n: u32) => "垫付 {n} 元，已当面结清。对不上请点“没办好，重办”。", "{n} yuan laid out and settled. If that is wrong choose “Not done”.";
    confirm_timer(days: u32) => "{days} 天内没有确认，单子会自己结束，记作“未评价”。", "Without an answer it ends by itself after {days} days, as “not rated”.";
    code_matched => "服务码对上了", "Service code matched";
    signed => "有人在手机上签了字，往下可以看到。", "It was signed on the phone; see below.";
    urge_again(when: &str) => "{when} 后可再催", "Again after {when}";
    move_title => "改到什么时候？", "To what time?";
    move_now(slot: &str) => "现在约的是 {slot}", "Now: {slot}";
    move_ask => "请求改时间", "Ask for this time";
    move_explain => "对方同意后才算改好，在那之前还是原来的时间。", "It changes once they agree; until then the old time holds.";
    move_waits(slot: &str) => "想改到 {slot}，等对方同意", "Asked for {slot}; waiting for an answer";
    move_same => "和现在一样，请换一个时间", "That is the present time; choose another";
    cancel_title => "为什么取消？", "Why cancel?";
    cancel_keep => "先不取消", "Keep it";
    cancel_do => "确定取消", "Cancel it";
    cancel_plain => "取消后这张单子就结束了，要办可以再下一单。", "The order ends; you can place another one.";
    cancel_told(name: &str) => "{name} 会马上收到消息。如果已经出发，请再打个电话说一声。", "{name} is told at once. If they are on the way, please also call.";
    redo_title => "哪里没办好？", "What was not right?";
    redo_do => "请重办", "Ask for a redo";
    redo_explain => "社区会重新安排人，不一定是上次那位。", "We find someone again, not necessarily the same person.";
    redo_until(when: &str) => "{when} 前都可以要求重办", "You may ask for a redo until {when}";
    appeal => "申诉", "Appeal";
    appeal_title => "为什么要再看一看？", "Why look again?";
    appeal_explain => "社区书记会再看一次，只能申诉一次。", "The secretary looks at it again, once.";
    appeal_do => "交给书记看", "Send it";
    words_more => "想说的话", "In your words";
    reason_needed => "请选一个原因", "Choose a reason";
    words_needed => "请写几个字", "Write a few words";
    list_running(n: usize) => "进行中 {n}", "Running {n}";
    list_ended(n: usize) => "办完的 {n}", "Ended {n}";
    list_title => "我的订单", "My orders";
    list_filter => "筛选", "Filter";
    list_empty => "还没有单子", "No orders yet";
    list_empty_sub => "要理发、量血压、修水管，都可以下单。", "A haircut, blood pressure, a leaking tap: just ask.";
    list_empty_do => "去下单", "Place an order";
    list_none_ended => "还没有办完的单子", "Nothing ended yet";
    list_none_running => "现在没有在办的单子", "Nothing running";
    list_written(when: &str) => "{when}下的单", "Placed {when}";
    list_not_sent => "还没发给社区", "Not sent yet";
    rate_title => "评价", "Rate";
    rate_ask(name: &str) => "{name} 这次办得怎么样？", "How did {name} do?";
    rate_ask_plain => "这次办得怎么样？", "How was it?";
    rate_faces => "满意吗", "Satisfied?";
    rate_tags => "哪里好", "What was good";
    rate_tags_poor => "哪里不好", "What was not";
    rate_tags_opt => "可不选", "optional";
    rate_stars => "打几颗星", "Stars";
    rate_star(n: u8) => "{n} 颗星", "{n} stars";
    rate_text => "想说的话", "In your words";
    rate_skip => "不评价也行", "No rating is fine too";
    rate_thanks => "谢谢，评价已记下", "Thank you, noted";
    rate_done => "这张单子已经评过了", "This order is rated already";
    rate_poor => "社区会在 24 小时内联系您，问清楚哪里没办好。", "We will call you within 24 hours.";
    rate_not_yet => "办好以后才能评价", "You can rate it once it is done";
    rate_face_needed => "请点一张脸", "Choose a face";
}

/// A face.
pub fn face(face: Satisfaction) -> &'static str {
    match face {
        Satisfaction::Good => pick("满意", "Satisfied"),
        Satisfaction::Fair => pick("基本满意", "Fairly satisfied"),
        Satisfaction::Poor => pick("不满意", "Not satisfied"),
    }
}

/// A tag of a rating, by its stable code; an unknown one says nothing.
pub fn rate_tag(code: &str) -> &'static str {
    match code {
        "on_time" => pick("准时", "On time"),
        "kind" => pick("态度好", "Kind"),
        "skilled" => pick("手艺好", "Skilled"),
        "clear" => pick("讲得清楚", "Explained well"),
        "late" => pick("来晚了", "Late"),
        "rude" => pick("态度不好", "Unfriendly"),
        "poor_work" => pick("没弄好", "Poor work"),
        "extra_money" => pick("多要钱", "Asked for money"),
        _ => "",
    }
}
