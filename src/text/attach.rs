//! Photos and voice notes.

use super::pick;
use crate::state::attach::Trouble;

texts! {
    photos => "照片", "Photos";
    photos_hint => "拍坏了的地方就行。不要拍人脸、身份证、银行卡和门牌号。", "Show what is broken. No faces, identity or bank cards, or door numbers.";
    photo_add => "加一张照片", "Add a photo";
    photo_busy => "正在处理照片…", "Preparing the photo…";
    photos_full(n: usize) => "最多 {n} 张", "At most {n}";
    photo_n(n: usize) => "第 {n} 张照片", "Photo {n}";
    photo_remove(n: usize) => "删掉第 {n} 张照片", "Remove photo {n}";
    remove => "删掉", "Remove";
    photo_large => "放大看", "Enlarge";
    shown_to => "只给双方和社区看，办完 24 小时后自动隐藏。", "Seen by both sides and the community only, and hidden 24 hours after the end.";
    attached => "照片和录音", "Photos and voice";
    photo_looking => "正在取照片…", "Fetching the photo…";
    photo_late => "照片还没传到", "The photo is still on its way";
    voice_late => "录音还没传到", "The voice note is still on its way";
    late_hint => "对方手机有网后会自动传来", "It comes by itself once the other phone has a network";
    photo_offline => "有网才能看照片", "The photo needs a network";
    voice_offline => "有网才能听录音", "The voice note needs a network";
    photo_gone => "照片已经删除", "The photo was removed";
    voice_gone => "录音已经删除", "The voice note was removed";
    voice => "录音", "Voice note";
    voice_seconds(n: u16) => "{n} 秒", "{n} s";
    say_title => "说一句话下单", "Say what you need";
    say_sub => "不用打字，社区听了帮您办", "No typing; the community listens and arranges it";
    say_ask => "想办什么事？说一说", "What do you need? Say it";
    say_example => "例如：“厨房水龙头漏水，明天上午在家。”最长一分钟。", "For example: “My kitchen tap leaks, I am home tomorrow morning.” One minute at most.";
    say_emergency => "急事不要录音，请打电话", "In an emergency call, do not record";
    hold => "按住说话", "Hold to talk";
    hold_sub => "也可以点一下开始，再点一下停", "Or tap to start and tap to stop";
    asking => "请在手机弹出的窗口里点“允许”", "Please tap “Allow” in the window that opens";
    recording(n: u16) => "正在录音 {n} 秒", "Recording, {n} s";
    recording_sub => "说完松手，或再点一下", "Let go, or tap once more";
    saving => "正在存…", "Saving…";
    voice_kept(n: u16) => "录好了，{n} 秒", "Recorded, {n} s";
    voice_again => "删掉重录", "Record again";
    say_slot => "社区听了以后，会打电话和您定时间", "The community will call you to agree on a time";
    say_missing => "请先说一句话", "Say something first";
    lost => "有一张照片或一段录音社区收不了，单子照常办", "The community could not take a photo or voice note; the order goes on";
    unsent(n: usize) => "还有 {n} 张照片或录音没传完", "{n} photos or voice notes are not sent yet";
    unsent_title => "还没传完的照片和录音", "Photos and voice notes not sent yet";
    unsent_sub => "单子先到，它们随后自动传。请先别清理浏览器数据。", "The order goes first, they follow by themselves. Please don't clear the browser's data.";
    wait_draft => "还没下单，下单以后才传", "Not ordered yet; it goes after the order";
    wait_finish => "还没点“办完了”，点了以后才传", "Not finished yet; it goes after the end";
    wait_command => "先发单子，再传它", "Its order goes first";
    wait_refused => "它的单子没有办成，先在这里留着", "Its order was not taken; it is kept here";
    wait_until(when: &str) => "社区请稍等，{when} 以后自动传", "The centre asks to wait; sends itself after {when}";
    wait_sending => "正在传…", "Sending…";
    wait_line => "有网自动传", "Sends itself once there is a network";
    of_nothing => "没办完的单子", "something not finished";
    again => "现在传", "Send now";
    drop_ask => "要删掉吗？", "Delete it?";
    drop_says => "它还没有交给社区，删了就没有了。", "The centre does not have it; once deleted it is gone.";
    fill => "听录音填单", "Listen and fill in";
    fill_item => "办什么事", "Which service";
    fill_item_missing => "请选一项服务", "Choose a service";
    fill_choose => "请选", "Choose";
    fill_when => "约好什么时候", "When, as agreed";
    fill_words => "听到的要点（上门的人看得到）", "What was said (whoever comes sees it)";
    fill_go => "填好了", "Done";
    fill_first => "居民说了一段话：先听，再填要办的事", "The resident left a voice note: listen first, then fill in what is wanted";
}

/// Why it came to nothing, and what else can be done.
pub fn trouble(trouble: Trouble, voice: bool) -> &'static str {
    match trouble {
        Trouble::Refused => pick(
            "没有打开麦克风。可以在浏览器设置里允许，也可以打电话或打字下单。",
            "The microphone was not allowed. Allow it in the browser's settings, or call us, or type.",
        ),
        Trouble::Missing if voice => pick(
            "这部手机录不了音。请打电话，或者打字下单。",
            "This phone can't record. Please call us, or type.",
        ),
        Trouble::Missing => pick(
            "这部手机加不了照片。不加照片也能下单。",
            "This phone can't add photos. You can order without one.",
        ),
        Trouble::Unreadable => pick(
            "这张照片打不开，请换一张。不加照片也能下单。",
            "This photo can't be opened; choose another. You can order without one.",
        ),
        Trouble::TooLarge if voice => pick("录得太长了，请说短一点", "Too long; please say less"),
        Trouble::TooLarge => pick("这张照片太大，请换一张", "This photo is too large; choose another"),
        Trouble::NoRoom if voice => pick(
            "手机存不下这段录音。请打电话，或者打字下单。",
            "No room for the voice note on this phone. Please call us, or type.",
        ),
        Trouble::NoRoom => pick(
            "手机存不下这张照片，单子里不带它。可以先连上网再加。",
            "No room for this photo on the phone; the order goes without it. Add it once there is a network.",
        ),
        Trouble::TooShort => pick(
            "没有录到。请按住按钮再说。",
            "Nothing was recorded. Hold the button while you talk.",
        ),
    }
}
