//! What goes on in 示例社区: every story that did not go well, so that none is told of a place that exists.

use doorstep_domain::{
    Code,
    catalogue::Mode,
    order::{Act, Answer, Channel, Outcome, Satisfaction, Why},
};

use super::{
    people::{DESK, HE, MA, MEMBER, MEMBER2, MEMBER3, VOLUNTEER, VOLUNTEER2, XIE},
    places::SL,
    script::{ACCEPT, Tale, Times},
};

/// The orders.
pub(super) fn tales(times: Times) -> Vec<Tale> {
    [ended(times), held(times), disputed(times), nobody(times)].concat()
}

/// Over, in every way an order can end.
fn ended(t: Times) -> Vec<Tale> {
    vec![
        // 已办结·办了一部分.
        Tale::new(31, SL, "C06", Mode::Errand, &HE, t.near(-16 * 60))
            .placed(-20 * 60, &HE)
            .taken(-19 * 60, &VOLUNTEER2)
            .then(-16 * 60, &VOLUNTEER2, Act::Depart)
            .finished(-15 * 60, &VOLUNTEER2, Outcome::Partly, "米买到了，面粉没货")
            .then(-14 * 60, &HE, Act::Confirm)
            .then(-14 * 60 + 1, &HE, rated(Satisfaction::Fair, 3, "")),
        // 已办结·没办成, and a call-back about it.
        Tale::new(32, SL, "C02", Mode::Door, &MA, t.near(-10 * 60))
            .note("电水壶不通电")
            .placed(-18 * 60, &MA)
            .taken(-17 * 60, &MEMBER2)
            .then(-10 * 60, &MEMBER2, Act::Arrive)
            .finished(-9 * 60, &MEMBER2, Outcome::Unsolved, "底座烧坏了，没有配件")
            .then(-8 * 60, &MA, Act::Confirm)
            .then(-8 * 60 + 3, &MA, rated(Satisfaction::Poor, 2, "来了也没修好"))
            .then(
                -7 * 60,
                &DESK,
                Act::CallBack {
                    satisfied: false,
                    text: "已说明配件要自己买，居民要再考虑".to_owned(),
                },
            ),
        // 不予受理.
        Tale::new(33, SL, "C05", Mode::Door, &MA, t.day(1, 9, 0))
            .note("想擦外面的玻璃")
            .placed(-300, &MA)
            .then(
                -280,
                &DESK,
                Act::Decline {
                    why: Why::UnsafePlace,
                    instead: "示例家政服务点，价格先问清".to_owned(),
                },
            ),
        // 已取消.
        Tale::new(34, SL, "D04", Mode::Door, &HE, t.day(1, 15, 0))
            .placed(-6 * 60, &HE)
            .taken(-5 * 60, &VOLUNTEER)
            .then(
                -4 * 60,
                &HE,
                Act::Cancel {
                    why: Why::SolvedOtherwise,
                    text: "儿子回来教会了".to_owned(),
                },
            ),
    ]
}

/// In somebody's hands.
fn held(t: Times) -> Vec<Tale> {
    vec![
        // 已挂起.
        Tale::new(35, SL, "A02", Mode::Door, &HE, t.near(-150))
            .placed(-8 * 60, &HE)
            .then(-8 * 60 + 10, &DESK, Act::Open)
            .taken(-7 * 60, &MEMBER3)
            .then(-150, &MEMBER3, Act::Arrive)
            .then(
                -130,
                &MEMBER3,
                Act::Suspend {
                    why: Why::Materials,
                    text: "户口本在女儿家，明天带来".to_owned(),
                },
            ),
        // 已转办: a repair that turned out to be gas.
        Tale::new(36, SL, "C03", Mode::Door, &MA, t.near(-200))
            .note("灶台下面有声音")
            .placed(-9 * 60, &MA)
            .then(-9 * 60 + 10, &DESK, Act::Open)
            .taken(-8 * 60, &MEMBER2)
            .then(-200, &MEMBER2, Act::Arrive)
            .then(
                -190,
                &MEMBER2,
                Act::ProposeReferral {
                    to: "示例燃气公司".to_owned(),
                    why: Why::GasDanger,
                },
            )
            .then(
                -185,
                &DESK,
                Act::Refer {
                    to: "示例燃气公司".to_owned(),
                    why: Why::GasDanger,
                },
            ),
        // 候补: two wanted it.
        Tale::new(37, SL, "C06", Mode::Errand, &XIE, t.day(1, 10, 0))
            .placed(-160, &XIE)
            .taken(-140, &MEMBER2)
            .tried(-138, &MEMBER, ACCEPT, Code::AlreadyTaken),
        // 转给别人, not answered yet.
        Tale::new(38, SL, "D02", Mode::Errand, &XIE, t.day(2, 9, 0))
            .placed(-170, &XIE)
            .taken(-120, &MEMBER2)
            .then(-20, &MEMBER2, Act::Called)
            .then(-19, &MEMBER2, Act::Transfer { to: MEMBER3.id() })
            .then(
                -18,
                &XIE,
                Act::Remark {
                    text: "门铃坏了，请敲门".to_owned(),
                },
            ),
    ]
}

/// 争议 and 重办.
fn disputed(t: Times) -> Vec<Tale> {
    let contested = Tale::new(39, SL, "B04", Mode::Errand, &XIE, t.near(-110))
        .placed(-6 * 60, &XIE)
        .taken(-5 * 60, &MEMBER)
        .then(
            -180,
            &DESK,
            Act::Release {
                person: MEMBER.id(),
                why: Why::NotReachable,
            },
        )
        .taken(-170, &VOLUNTEER2)
        .then(-120, &VOLUNTEER2, Act::Depart)
        .then(-100, &VOLUNTEER2, Act::Arrive);
    // The first one was there without signal, and has the code to prove it.
    let proof = contested.finishing(Outcome::Solved, "楼道里没有信号，药已经送到");
    vec![
        contested.tried(-70, &MEMBER, proof, Code::Reassigned),
        Tale::new(40, SL, "C01", Mode::Door, &HE, t.near(-13 * 60))
            .placed(-22 * 60, &HE)
            .taken(-21 * 60, &VOLUNTEER)
            .then(-13 * 60, &VOLUNTEER, Act::Arrive)
            .finished(-12 * 60, &VOLUNTEER, Outcome::Solved, "剪好了")
            .then(-11 * 60, &HE, Act::Confirm)
            .then(
                -45,
                &HE,
                Act::Redo {
                    why: Why::NotSolved,
                    text: "后面长短不齐，请再来修一下".to_owned(),
                },
            ),
    ]
}

/// 电话单: nobody took them, so somebody has to be called.
fn nobody(t: Times) -> Vec<Tale> {
    vec![
        // In the pool for longer than it should be: 18 hours are over two working hours at any time of the day.
        Tale::new(41, SL, "A10", Mode::Door, &XIE, t.day(1, 16, 30))
            .note("手机上交不了电费，想请人教一次")
            .placed(-18 * 60, &XIE)
            .then(-60, &XIE, Act::Urge),
        // 仅派单: whoever was asked could not.
        Tale::new(42, SL, "D01", Mode::Door, &MA, t.day(1, 10, 0))
            .channel(Channel::Counter)
            .placed(-75, &DESK)
            .then(-60, &DESK, Act::Offer { to: MEMBER3.id() })
            .then(-40, &MEMBER3, Act::AnswerOffer { answer: Answer::No }),
    ]
}

fn rated(face: Satisfaction, stars: u8, text: &str) -> Act {
    Act::Rate {
        face,
        stars,
        tags: Vec::new(),
        text: text.to_owned(),
    }
}
