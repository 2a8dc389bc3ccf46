//! What the inbox says.

texts! {
    title => "消息", "Inbox";
    unread => "未读", "Unread";
    empty => "还没有消息", "Nothing yet";
    empty_sub => "单子有了动静，会在这里告诉您。", "When something happens to an order, it stands here.";
    end => "就这些了", "That is all";
    refresh => "看看有没有新的", "Check for news";
    offered(due: &str) => "先问您：{due} 前回一声就行", "You are asked first: answer by {due}";
    handed(due: &str) => "有同志请您接手，{due} 前回一声", "A colleague asks you to take over, by {due}";
    taken_away => "社区把这张单子交给了别的同志", "The centre gave it to someone else";
    done_by_other => "这张单子别的同志已经办了", "Someone else has done it";
    cancelled => "这张单子取消了，不用去了", "It is cancelled; no need to go";
    referred => "这张单子转给了专业单位", "It was passed to a department";
    redo => "居民请社区重办，会重新找人", "A redo was asked; someone is found anew";
    finding_again => "换人了，正在重新找人", "Someone else will come; we are looking";
    arrived(name: &str) => "{name} 到了", "{name} has arrived";
    finished(name: &str) => "{name} 说办完了，办好了吗？", "{name} says it is done. Is it?";
    took(name: &str) => "{name} 已接单", "{name} took it";
    slot_asked(slot: &str) => "居民想改到 {slot}", "The resident asks for {slot}";
    confirmed => "居民确认办好了，辛苦了", "The resident confirmed it is done";
    rated => "居民评价了这次服务", "The resident rated it";
    urged => "居民催了一次，打个电话说一声吧", "The resident urges; please call";
    late => "约定的时间过了，请先打个电话", "The agreed time is over; please call first";
    not_passed_on => "没有转成，单子还在您手上", "Not passed on; it is still yours";
    by_desk(what: &str) => "社区记了：{what}", "By the centre: {what}";
    answered => "社区答复了您的建议", "The centre answered your remark";
    with(name: &str, slot: &str) => "{name}，{slot}", "{name}, {slot}";
}
