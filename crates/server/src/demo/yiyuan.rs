//! What goes on in 宜园社区 and its neighbours: orders on their way, most of them as they should be.

use doorstep_domain::{
    catalogue::Mode,
    order::{Act, Channel, Outcome, Satisfaction},
};

use super::{
    people::{DAUGHTER, DESK, FENG, LIN, LUO, MEMBER, MEMBER2, MEMBER3, RESIDENT, VOLUNTEER},
    places::{YAOYAO, YY},
    script::{Tale, Times},
};

/// Minutes of a day.
const DAY: i64 = 24 * 60;

/// The orders.
pub(super) fn tales(times: Times) -> Vec<Tale> {
    [mother(times), neighbours(times), pool(times)].concat()
}

/// The woman of 83 and her daughter.
fn mother(t: Times) -> Vec<Tale> {
    vec![
        // 待受理: the daughter ordered it a few minutes ago.
        Tale::new(1, YY, "A03", Mode::Door, &RESIDENT, t.day(1, 9, 30))
            .note("妈妈耳朵背，请先打电话，多响几声")
            .placed(-8, &DAUGHTER),
        // 已派单·待应答: the desk asks somebody by name for what is never in the pool.
        Tale::new(2, YY, "D01", Mode::Door, &RESIDENT, t.day(2, 15, 0))
            .channel(Channel::Counter)
            .placed(-50, &DESK)
            .then(-3, &DESK, Act::Offer { to: MEMBER3.id() }),
        // 已接单.
        Tale::new(3, YY, "B01", Mode::Door, &RESIDENT, t.day(1, 10, 30))
            .note("敲门请重一点")
            .health("高血压，吃药五年")
            .placed(-180, &RESIDENT)
            .taken(-150, &MEMBER)
            .then(-140, &MEMBER, Act::Called),
        // 待确认.
        Tale::new(4, YY, "A01", Mode::Door, &RESIDENT, t.near(-90))
            .placed(-400, &DAUGHTER)
            .then(-380, &DESK, Act::Open)
            .taken(-350, &MEMBER)
            .then(-340, &MEMBER, Act::Called)
            .then(-95, &MEMBER, Act::Depart)
            .then(-80, &MEMBER, Act::Arrive)
            .signed(-30, &MEMBER, "手机上认证通过，已给老人看过结果"),
        // 已办结·办好了, rated; 还请上次那位 can ask for the same person again.
        Tale::new(5, YY, "C01", Mode::Door, &RESIDENT, t.near(-21 * 60))
            .placed(-2 * DAY, &RESIDENT)
            .taken(-2 * DAY + 25, &MEMBER)
            .then(-21 * 60, &MEMBER, Act::Arrive)
            .finished(-20 * 60, &MEMBER, Outcome::Solved, "剪短了，碎头发扫干净了")
            .then(-19 * 60, &RESIDENT, Act::Confirm)
            .then(
                -19 * 60 + 2,
                &RESIDENT,
                Act::Rate {
                    face: Satisfaction::Good,
                    stars: 5,
                    tags: vec!["on_time".to_owned(), "kind".to_owned()],
                    text: "小李手轻，说话也好听".to_owned(),
                },
            ),
    ]
}

/// Others in the same community.
fn neighbours(t: Times) -> Vec<Tale> {
    vec![
        // 改时间 is asked and not answered yet.
        Tale::new(6, YY, "C02", Mode::Door, &FENG, t.day(1, 16, 0))
            .note("电饭锅不加热，型号在锅底")
            .placed(-300, &FENG)
            .taken(-280, &MEMBER2)
            .then(-12, &FENG, Act::AskSlot { slot: t.day(2, 16, 0) }),
        // 上门途中.
        Tale::new(7, YY, "B04", Mode::Errand, &LUO, t.near(15))
            .note("降压药两盒，处方在桌上")
            .placed(-110, &LUO)
            .taken(-95, &MEMBER3)
            .then(-90, &MEMBER3, Act::Called)
            .then(-4, &MEMBER3, Act::Depart),
        // 服务中, for more than twice as long as planned: 还在服务吗？
        Tale::new(8, YY, "C03", Mode::Door, &FENG, t.near(-150))
            .note("厨房下水慢")
            .placed(-300, &FENG)
            .then(-290, &DESK, Act::Open)
            .taken(-270, &MEMBER2)
            .then(-265, &MEMBER2, Act::Called)
            .then(-160, &MEMBER2, Act::Depart)
            .then(-145, &MEMBER2, Act::Arrive)
            .then(
                -15,
                &FENG,
                Act::Remark {
                    text: "师傅还在换弯头，快好了".to_owned(),
                },
            ),
    ]
}

/// 待接单: what a member finds in the pool.
fn pool(t: Times) -> Vec<Tale> {
    vec![
        Tale::new(9, YY, "C06", Mode::Errand, &FENG, t.day(1, 15, 0))
            .note("驿站两个小件，取件码当面给")
            .placed(-22, &FENG),
        Tale::new(10, YY, "C01", Mode::Door, &LUO, t.day(1, 14, 0))
            .note("老伴行动不便，坐着剪")
            .placed(-40, &LUO),
        Tale::new(11, YY, "D04", Mode::Door, &RESIDENT, t.day(2, 10, 0))
            .note("想学跟孙子视频")
            .placed(-15, &RESIDENT),
        Tale::new(12, YY, "C09", Mode::Door, &LUO, t.day(1, 17, 0))
            .channel(Channel::Phone)
            .note("楼道口第二家，客厅灯，梯子家里有")
            .placed(-5, &DESK),
        Tale::new(13, YAOYAO, "C06", Mode::Errand, &LIN, t.day(1, 11, 0))
            .note("一袋面，放门里就行")
            .placed(-35, &LIN),
        // Taken by a volunteer, for tomorrow.
        Tale::new(14, YY, "D02", Mode::Errand, &LUO, t.day(1, 11, 30))
            .note("少油少盐")
            .placed(-200, &LUO)
            .taken(-170, &VOLUNTEER),
    ]
}
