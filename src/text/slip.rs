//! The printed slip (小票, 冰箱贴): what the resident takes home.

texts! {
    title => "打印小票", "Print a slip";
    heading(community: &str) => "{community} 服务小票", "{community} service slip";
    size => "纸张", "Paper";
    size_80 => "小票 80 毫米", "Slip 80 mm";
    size_a6 => "A6 冰箱贴", "A6 for the fridge";
    print => "打印", "Print";
    code_label => "服务码 · 办好了再告诉上门的人", "Service code · say it only when the work is done";
    code_hidden => "服务码已收起", "The code is put away";
    service => "服务", "Service";
    time => "时间", "Time";
    number => "单号", "Number";
    who => "谁来", "Who comes";
    who_later => "接单后打电话告诉您：姓名、胸牌号", "We call you: name and badge number";
    who_taken(name: &str, badge: &str) => "{name}（{badge}）", "{name} ({badge})";
    phone(number: &str) => "社区电话 {number}", "Call {number}";
    rules(number: &str) => "免费。来人请看胸牌；对不上先别开门，打 {number}。您的电话和门牌只给接单的人看，办完 24 小时后隐藏。",
        "Free of charge. Look at the badge; if it does not match, keep the door closed and call {number}. Only the helper sees your phone and door; hidden again 24 hours after the end.";
    scan => "扫一扫，看单子办到哪一步", "Scan to follow the order";
    qr_label => "本站网址的二维码", "QR code of this site";
}
