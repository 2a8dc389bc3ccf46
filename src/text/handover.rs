//! 请同事带给社区: the words of another way to the community.

texts! {
    // Whose phone can't send
    title => "请同事带给社区", "Let a colleague carry it";
    link => "一直没网？请同事带给社区", "No network? Let a colleague carry it";
    intro => "手机一直没网、快没电了，可以把没送到的交给同事，由同事的手机送到社区。", "If this phone has no network or is running out of power, a colleague's phone can take what is unsent to the community.";
    warn_title => "里面有居民的信息", "It holds personal data";
    warn => "谁拿到都看得见，请只交给一起服务的同事，送到后请同事删掉。", "Whoever has it can read it. Give it only to a colleague, who deletes it afterwards.";
    still => "这台手机有网以后还会自己发。两边都发没关系，社区只算一次。", "This phone still sends it by itself. Both together count once.";
    staff_only => "社区收到后先当凭据留着，给社工看，等您这台手机自己发到才正式生效。", "The community keeps it as evidence for staff; it takes effect when this phone sends it.";
    count(n: usize) => "一共 {n} 条", "{n} items";
    save => "存成文件，再发给同事", "Save as a file to send on";
    saved_hint => "存好后用微信等发给同事，同事在“替同事交给社区”里打开。", "Send the file on; your colleague opens it under “Hand over for a colleague”.";
    show_codes => "让同事扫二维码", "Show QR codes";
    code_of(n: usize, of: usize) => "第 {n} 张，共 {of} 张", "Code {n} of {of}";
    code_next => "下一张", "Next";
    code_before => "上一张", "Back";
    code_hint => "同事扫完一张，再翻下一张。", "Turn to the next one when your colleague has read this.";
    copy_text => "复制成文字", "Copy as text";
    copied => "已复制，粘贴给同事就行", "Copied; paste it to your colleague";
    empty => "没有要带的", "Nothing to carry";
    empty_sub => "都送到社区了。", "Everything has arrived.";
    // Who carries
    carry_title => "替同事交给社区", "Hand over for a colleague";
    carry_intro => "同事的手机没网时，把他的文件或二维码交到社区。您只看得到办了什么、几点办的。", "When a colleague's phone has no network, bring its file or codes to the community. You see only what was done and when.";
    carry_file => "打开文件", "Open the file";
    carry_picture => "拍二维码", "Photograph the code";
    carry_paste => "或者把收到的文字粘贴在这里", "Or paste the text you were sent";
    carry_read => "读一下", "Read it";
    waits(have: usize, of: usize) => "读到 {have} 张，共 {of} 张，请接着扫", "{have} of {of} codes read; please go on";
    strange => "读不懂这一份，请同事重新存一次文件，或再扫一次", "This can't be read. Ask for the file again, or scan once more";
    no_code => "照片里没找到二维码，请靠近一点再拍", "No code in the picture; please come closer";
    of_author(name: &str) => "{name}的", "Of {name}";
    of_colleague => "同事的", "Of a colleague";
    own => "这是您自己的，这台手机会自己发，不用交。", "This is your own; this phone sends it by itself.";
    line(what: &str, when: &str) => "{what} · {when}", "{what} · {when}";
    something => "别的记录", "Something else";
    duty => "签到签退", "Check-in or out";
    hand_in => "交给社区", "Hand it over";
    kept(n: u32) => "社区收下 {n} 条，社工会看", "{n} kept for the desk";
    known(n: u32) => "有 {n} 条之前交过", "{n} were handed over before";
    arrived(n: u32) => "有 {n} 条同事自己已经发到", "{n} the colleague has sent";
    nothing => "里面没有社区能收的", "Nothing in it that the community can keep";
    done_title => "交好了", "Handed over";
    done_sub => "请把收到的文件或文字删掉。", "Please delete the file or the text you were sent.";
    forbidden => "您不在这个社区服务，不能替人交", "You do not serve in that community";
    another => "再交一份", "Another one";
    // The desk
    desk_title => "转交的凭据", "Evidence handed over";
    desk_intro => "手机没网时由同事带来的，或被退出登录的手机留下的。只作凭据，没有办理；本人的手机发到后会标明。", "Carried by a colleague, or left by a phone that was signed out. Evidence only, nothing was executed; what its author sends later is marked.";
    desk_empty => "没有转交的凭据", "No evidence";
    by_carrier(author: &str, carrier: &str) => "{author}，由 {carrier} 带来", "{author}, carried by {carrier}";
    by_device(author: &str) => "{author}，退出登录的手机留下", "{author}, left by a signed-out phone";
    done_at(when: &str) => "自己说 {when} 办的", "Done {when}, as they say";
    came_at(when: &str) => "{when} 交到", "Came {when}";
    mark_arrived => "本人已发到", "Sent by its author";
    mark_waits => "等本人发到", "Not yet sent by its author";
    open_order => "看单子", "The order";
    open => "看内容", "Read it";
    open_hint => "看了会留下记录。", "Reading leaves a record.";
    looks(names: &str) => "看过：{names}", "Read by {names}";
    look(name: &str, when: &str) => "{name} {when}", "{name} {when}";
    outcome => "办得怎样", "Outcome";
    proof => "凭证", "Proof";
    proof_code(code: &str) => "服务码 {code}", "Code {code}";
    proof_signature => "签字", "A signature";
    proof_none => "没有核对", "None";
    own_words => "写的话", "Words";
    no_words => "没有写话", "None";
    raw => "原文", "As it came";
    // The tray of the outbox
    tray => "待交接", "To hand over";
    tray_sub => "这些单子已经不在您手里了，您做过的不会丢：有网自动发给社工看。", "These orders are no longer yours. What you did is not lost: it goes to the staff.";
    tray_read => "社区已收到，社工会核对", "Received; the staff will look at it";
    tray_ok => "知道了", "All right";
}
