//! 投诉建议: remarks to the community and its answers.

texts! {
    title => "投诉建议", "Remarks";
    intro(community: &str) => "写给{community}。工作人员会看，也会在这里回复您。", "To {community}. The staff read it and answer here.";
    intro_urgent => "着急的事请直接打电话。", "If it is urgent, please call.";
    label => "您想说什么", "What would you like to say";
    hint => "哪里没办好、想要什么服务，都可以说。请别写身份证号、银行卡号和密码。", "What went wrong, what you would like. No identity or bank numbers, please.";
    left(n: usize) => "还可以写 {n} 个字", "{n} characters left";
    over(n: usize) => "多了 {n} 个字，请删短一点", "{n} characters too many";
    send => "交给社区", "Send";
    sent => "已存好，有网自动发出", "Saved; sends itself";
    mine => "我写过的", "What I wrote";
    answer => "社区回复", "The community's answer";
    waiting => "社区还没回复", "No answer yet";
    none => "还没有写过", "Nothing yet";
    empty => "请写几个字", "Write a few words";
    no_community => "您还没有登记到社区，请到窗口登记，或打电话。", "You are not registered with a community yet; please call.";
}
