//! 社区不开的证明: what a community does not certify, and who does. A short list of what holds nearly everywhere; the published
//! local list decides.

use super::pick;

texts! {
    title => "社区不开的证明", "Proofs we do not issue";
    lead => "这些事社区证明不了，也不用来社区开。下面写了可以找谁。", "The community cannot certify these. Here is who can.";
    varies => "各地办法不一样，以当地公布的清单为准。拿不准，先打社区的电话问一句，少跑一趟。", "It differs from place to place; the list published locally decides. When in doubt, call first.";
    told_to => "有单位一定要您来社区开？", "An office insists?";
    told_to_help => "告诉我们是哪个单位、什么事，我们去沟通，您不用再跑。", "Tell us which office and for what; we talk to them, you need not run again.";
    tell => "告诉社区", "Tell us";
}

/// What is asked for, and whom to ask instead.
pub fn list() -> [(&'static str, &'static str); 10] {
    [
        (
            pick("亲属关系", "Family relations"),
            pick(
                "户口簿；没有记载的，找派出所或公证处",
                "The household register; else the police station or a notary",
            ),
        ),
        (
            pick("婚姻状况", "Marital status"),
            pick("民政部门的婚姻登记处", "The marriage registry"),
        ),
        (
            pick("有没有犯罪记录", "Criminal record"),
            pick("派出所", "The police station"),
        ),
        (
            pick("改户口登记", "Changes to the household register"),
            pick("派出所", "The police station"),
        ),
        (pick("出生", "Birth"), pick("接生的医院", "The hospital of birth")),
        (
            pick("死亡", "Death"),
            pick(
                "在医院：医院；在家：社区卫生服务中心或卫生院；非正常：派出所",
                "In hospital: the hospital; at home: the health centre; otherwise the police",
            ),
        ),
        (
            pick("证件、存折丢了", "Lost papers or bank book"),
            pick("发证的单位，或开户的银行", "Who issued it, or the bank"),
        ),
        (
            pick("房子是谁的", "Ownership of a home"),
            pick("不动产登记中心", "The property registry"),
        ),
        (
            pick("学历、毕业", "Schooling"),
            pick("学校，或学信网", "The school, or its national register"),
        ),
        (
            pick("存款、收入流水", "Savings and income"),
            pick("银行，或工作单位", "The bank, or the employer"),
        ),
    ]
}
