//! Signing in: cards, codes, staff, set-up, and another browser.

texts! {
    // Join
    promise => "网上下单，邻里上门", "Order online, neighbours come";
    intro => "扫社区发给您的卡片，或输入卡片上的 10 位号码。", "Scan the card from your community, or type its 10 characters.";
    card_code_label => "卡片号码", "Card code";
    card_code_hint => "在卡片二维码下方，字母不分大小写", "Below the QR code; capitals do not matter";
    sign_in => "登录", "Sign in";
    signing_in => "正在登录", "Signing in";
    card_ready => "卡片已经扫到", "Your card was read";
    card_ready_hint => "点下面的按钮，就用这张卡在这台手机上登录。一张卡可以登录 3 次。", "Tap the button to sign in on this phone with this card. A card works three times.";
    use_card => "用这张卡登录", "Use this card";
    move_ready => "从别的浏览器换过来", "Coming from another browser";
    move_ready_hint => "点下面的按钮，就在这个浏览器里接着用。", "Tap the button to go on in this browser.";
    use_move => "在这里接着用", "Go on here";
    other_code => "换一张卡，或自己输号码", "Another card or code";
    no_card => "没有卡片？", "No card?";
    no_card_help => "到社区的窗口，社工当面给您办一张。下单也可以直接打社区的电话。", "Ask at the community's window. You can also order by phone.";
    scan_how => "怎么扫卡片", "How to scan the card";
    scan_help => "打开手机相机，或微信里的“扫一扫”，对着卡片上的二维码，会自动打开这里。", "Open the phone's camera or WeChat's scanner and point it at the card. It opens this page.";
    wechat => "正在微信里打开。也能用，但没有网时打不开。", "You are inside WeChat. It works, but not without a network.";
    wechat_move => "换个浏览器打开", "Use a browser";
    staff => "我是社区工作人员", "I work for the community";
    elder_on => "换成长辈版", "Larger type";
    elder_off => "换回普通版", "Ordinary type";
    elder_hint => "字更大，按钮更少", "Larger type, fewer buttons";
    here_before => "这台手机上的人", "People on this phone";
    go_on_as(name: &str) => "{name}，接着用", "Go on as {name}";
    signed_out_note => "登录过期了。重新登录后，没发出的会自动发出。", "The sign-in has ended. What is unsent goes out after you sign in again.";
    demo_people => "挑一位演示人物", "Choose a demo person";
    // Why it did not work
    code_missing => "请输入卡片号码", "Enter the card code";
    code_short(n: usize) => "号码是 10 位，现在输了 {n} 位", "The code has 10 characters, you typed {n}";
    code_letter(c: char) => "号码里没有“{c}”，请对着卡片再看一看", "There is no “{c}” in card codes; please look again";
    code_refused => "这个号码现在不能用：可能输错了，也可能已经用过 3 次或过了 30 天。请对着卡片再看一看，或到社区换一张。", "This code does not work: mistyped, used three times, or older than 30 days. Look again, or ask for a new card.";
    password_refused => "账号或密码不对", "Account or password is wrong";
    setup_refused => "设置码不对，或者已经用过。请看服务器启动时显示的那一行。", "The set-up code is wrong or was used. Look at what the server printed at its start.";
    too_many(when: &str) => "试的次数太多了，请 {when} 以后再试", "Too many tries; please try again after {when}";
    too_many_soon => "试的次数太多了，请过一会儿再试", "Too many tries; please wait a while";
    offline => "现在没有网，登录要有网才能办。连上网再点一次。", "No network. Signing in needs it; connect and try again.";
    forbidden => "这里不能登录，请换手机自带的浏览器打开", "Signing in does not work here; use the phone's own browser";
    other => "没有办成，请再试一次。着急请打社区的电话。", "That did not work; please try again, or call the community.";
    // Staff
    staff_title => "工作人员登录", "Staff sign-in";
    staff_intro => "居民请用卡片登录，不用账号。", "Residents sign in with their card.";
    account => "账号", "Account";
    password => "密码", "Password";
    show_password => "显示密码", "Show password";
    password_forgotten => "忘了密码，请社区书记或管理员重设。", "Forgotten? The secretary or the operator sets a new one.";
    first_time => "第一次安装，来设置", "First set-up";
    card_instead => "用卡片登录", "Sign in by card";
    // Set-up
    setup_title => "首次设置", "First set-up";
    setup_intro => "建好第一个社区和第一个书记账号，以后的人都由这个账号来登记。", "Creates the first community and its secretary, who registers everybody else.";
    setup_code => "设置码", "Set-up code";
    setup_code_hint => "服务器第一次启动时显示的那一行，只能用一次", "Printed when the server first started; works once";
    community => "社区（村）名称", "Name of the community";
    community_code => "社区代号", "Short code";
    community_code_hint => "2 到 12 个小写字母或数字，例如 yiyuan", "2 to 12 small letters or digits, such as yiyuan";
    community_phone => "社区电话", "Community phone";
    community_phone_hint => "每一页上面都有这个号码，居民点一下就能打", "Shown on every page for residents to call";
    your_name => "您的姓名", "Your name";
    account_hint => "3 到 20 个字母或数字，登录时用", "3 to 20 letters or digits";
    password_hint => "至少 8 位，不要用生日或电话", "At least 8 characters, not a birthday or phone number";
    create => "建好并登录", "Create and sign in";
    check_these => "有几处要改", "Please mend these";
    need_code => "请输入设置码", "Enter the set-up code";
    need_community => "请填社区名称", "Enter the community's name";
    need_community_code => "代号要 2 到 12 个小写字母或数字", "The short code has 2 to 12 small letters or digits";
    need_name => "请填姓名", "Enter your name";
    name_long => "姓名最多 20 个字", "A name has at most 20 characters";
    need_account => "账号要 3 到 20 个字母或数字", "An account has 3 to 20 letters or digits";
    need_password => "密码至少 8 位", "A password has at least 8 characters";
    need_password_any => "请输入密码", "Enter the password";
    need_account_any => "请输入账号", "Enter the account";
    // Another browser
    move_title => "换个浏览器打开", "Another browser";
    move_intro => "换到手机自带的浏览器，没有网也能打开，还能放到桌面上。不用重新登录。", "The phone's own browser works without a network and can keep the app on the home screen. No new sign-in.";
    move_step_1 => "点“复制网址”", "Tap “Copy address”";
    move_step_2 => "打开手机自带的浏览器，贴到网址栏里打开", "Open the phone's own browser, paste it and open";
    move_step_3 => "点“在这里接着用”", "Tap “Go on here”";
    move_make => "给我网址和号码", "Get the address";
    move_copy => "复制网址", "Copy address";
    move_copied => "已复制，去浏览器里粘贴", "Copied; paste it in the browser";
    move_qr => "用另一台手机扫也行", "Or scan it with another phone";
    move_code => "不能复制，就输这个号码", "If copying fails, type this code";
    move_until(when: &str) => "{when} 以前有效，只能用一次。别发给别人：谁打开，谁就是您。", "Valid until {when}, once. Send it to nobody: whoever opens it is you.";
    move_again => "重新要一个", "Get another";
    address => "网址", "Address";
}
