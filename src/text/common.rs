//! Words that stand on many screens: navigation, the sync bar, buttons of sheets.

texts! {
    app_name => "家门口", "Doorstep";
    back => "返回", "Back";
    close => "关闭", "Close";
    cancel_sheet => "先不", "Not now";
    ok => "好", "OK";
    retry => "再试一次", "Try again";
    loading => "正在打开", "Opening";
    centre_phone => "社区电话", "Call centre";
    refresh => "刷新", "Refresh";
    all => "全部", "All";
    optional => "可不填", "optional";
    demo_ribbon => "演示数据 · 人物与数字均为虚构", "Demo data · people and figures are invented";
    demo_reset => "重置演示", "Reset demo";
    tab_home => "首页", "Home";
    tab_orders => "订单", "Orders";
    tab_me => "我的", "Me";
    tab_pool => "接单", "Take";
    tab_jobs => "我的任务", "My jobs";
    tab_duty => "签到", "Duty";
    tab_desk => "工作台", "Desk";
    tab_intake => "代下单", "Intake";
    tab_calls => "电话单", "Calls";
    tab_inbox => "消息", "Inbox";
    unread => "条未读", "unread";
    sync_offline => "现在没有网，写的都存在手机里", "No network. Everything is kept on this phone";
    sync_sending => "正在发给社区", "Sending to the community";
    sync_attention => "有没办成的，点开看看", "Something was not done. Tap to see";
    sync_reauth => "请重新登录，登录后自动发出", "Please sign in again; it sends itself afterwards";
    sync_upgrade => "要更新后才能发出", "Update the app to send";
    sync_disk => "手机存不下了，刚写的还没存好", "The phone is full. What you just entered is not saved";
    sync_ok(when: &str) => "都已送到社区 · {when}核对过", "All received · checked {when}";
    sync_never => "还没有和社区核对过", "Not checked with the community yet";
    items(n: usize) => "{n} 条", "{n} items";
    page_missing => "找不到这一页", "This page does not exist";
    go_home => "回首页", "Go home";
    online_only => "要有网才能办", "Needs the network";
    offline_short => "没有网", "No network";
    save_failed => "没有存好：手机空间不够。腾出空间再试，这一页先别关", "Not saved: the phone is full. Free some space and try again; keep this page open";
    emergency => "紧急情况请先拨打", "In an emergency call first";
    emergency_gas => "闻到燃气味请先离开屋子，再打电话", "If you smell gas, leave first, then call";
    update_ready => "新版本已就绪", "A new version is ready";
    update_now => "现在更新", "Update now";
    update_later => "等会儿", "Later";
    unexpected => "出了点问题，写的都还在。请刷新再试", "Something went wrong. What you wrote is kept. Please reload";
}
