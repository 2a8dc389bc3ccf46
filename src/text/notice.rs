//! The notice before the first order, in plain words: who, what for, how long, whom to ask. [`VERSION`] changes with its meaning.

/// The version of the text below that consent is given to.
pub const VERSION: u32 = 1;

texts! {
    title => "下单前请看一看", "Before your first order";
    lead => "为了上门帮您，我们会用到这些", "To help you at your door, we use this";
    who => "谁在用", "Who";
    who_is(community: &str) => "{community}党群服务中心", "The service centre of {community}";
    what => "用什么", "What";
    what_is => "您的姓名、电话、门牌，和您写的要求", "Your name, phone, door, and what you write";
    purpose => "做什么", "What for";
    purpose_is => "只为了安排人、联系您、找到门；不做别的，不给广告，不打分", "Only to send someone, call you and find the door; no adverts, no scores";
    readers => "谁能看", "Who sees it";
    readers_is => "接单的那一位，从接单到办完后 24 小时；社区要看也会留下记录。谁看过，您都能查到", "Whoever takes the order, until 24 hours after it ends; the desk only on record. You can see who looked";
    keep => "留多久", "How long";
    keep_is => "单子里的电话和门牌，办完 24 小时后隐藏，过了可以要求重办的几天就删掉；社区登记的资料，您不用了就删", "Phone and door on an order are hidden 24 hours after its end and erased a few days later; your record until you leave";
    ask => "问谁", "Whom to ask";
    ask_is(phone: &str) => "打社区的电话 {phone}，或写“投诉建议”", "Call {phone}, or write a remark";
    ask_is_desk => "到社区的窗口问，或写“投诉建议”", "Ask at the window, or write a remark";
    health => "健康提醒", "Health notes";
    health_hint => "例如“耳朵不好，请敲重一点”。只给上门的那一位看。不开也能下单。", "Such as “hard of hearing, knock loudly”. Only for whoever comes. You can order without it.";
    proxy => "请家人代办", "Family orders for you";
    proxy_hint => "可以请女儿、邻居等替您下单、看进度。要您本人在社区窗口当面同意，也随时可以收回。", "A daughter or neighbour may order for you. You agree in person at the window, and can end it any time.";
    later => "以后在“我的 · 我的授权”里随时可以收回。收回以后，就不能在手机上下单了，电话下单照常。", "You can withdraw any time under “Me · My consents”. Ordering by phone call still works.";
    agree => "我看过了，同意", "I have read it, agree";
    refuse => "不同意，打电话下单", "No, order by phone";
    refuse_desk => "不同意，先回去", "No, go back";
    agreed => "您已经同意过了", "You have agreed already";
    agreed_since(day: &str) => "{day} 同意的。随时可以收回。", "Since {day}. You can withdraw any time.";
    go_order => "去下单", "Order now";
    to_consents => "看我的授权", "My consents";
    read_aloud => "读给我听", "Read aloud";
}
