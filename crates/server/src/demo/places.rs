//! The communities of the demo: four whose names stand in the published account, and 示例社区, where every story that went badly
//! happens. Stations, buildings and phones are invented.

use doorstep_domain::{
    Command,
    place::{Building, Community, PlaceCommand, Settlement, Station},
};

/// 宜园社区.
pub(super) const YY: &str = "yy";
/// 锦园社区.
pub(super) const JY: &str = "jy";
/// 红旗社区.
pub(super) const HQ: &str = "hq";
/// 崖尧村.
pub(super) const YAOYAO: &str = "yaoyao";
/// 示例社区.
pub(super) const SL: &str = "sl";

/// What differs between them.
struct Sketch {
    id: &'static str,
    name: &'static str,
    settlement: Settlement,
    belongs_to: &'static str,
    phone: &'static str,
    prefix: &'static str,
    estate: &'static str,
    buildings: &'static [(&'static str, &'static str)],
    stations: &'static [(&'static str, &'static str, &'static str)],
}

const SKETCHES: [Sketch; 5] = [
    Sketch {
        id: YY,
        name: "宜园社区",
        settlement: Settlement::Estate,
        belongs_to: "宜君县 宜阳街道",
        phone: "00091900001",
        prefix: "YY",
        estate: "宜园小区",
        buildings: &[
            ("yy-1", "1号楼"),
            ("yy-2", "2号楼"),
            ("yy-3", "3号楼"),
            ("yy-4", "4号楼"),
            ("yy-5", "5号楼"),
            ("yy-6", "6号楼"),
        ],
        stations: &[
            ("yy-zhan", "宜园社区·家门口党群服务工作站", "小区南门进门左手第一间"),
            ("yy-zhongxin", "宜园社区党群服务中心", "一楼大厅"),
        ],
    },
    Sketch {
        id: JY,
        name: "锦园社区",
        settlement: Settlement::Estate,
        belongs_to: "新区 示例街道（待核）",
        phone: "00091900002",
        prefix: "JY",
        estate: "锦园小区",
        buildings: &[("jy-1", "1号楼"), ("jy-2", "2号楼"), ("jy-5", "5号楼")],
        stations: &[("jy-zhan", "锦园社区 3号院站", "3号院门房旁")],
    },
    Sketch {
        id: HQ,
        name: "红旗社区",
        settlement: Settlement::Estate,
        belongs_to: "王益区 红旗街街道",
        phone: "00091900003",
        prefix: "HQ",
        estate: "铁路家属院",
        buildings: &[("hq-1", "1号楼"), ("hq-2", "2号楼")],
        stations: &[("hq-zhan", "红旗社区 铁路家属院站", "家属院门口")],
    },
    Sketch {
        id: YAOYAO,
        name: "崖尧村",
        settlement: Settlement::Village,
        belongs_to: "印台区 印台街道",
        phone: "00091900004",
        prefix: "YA",
        estate: "",
        buildings: &[("ya-1", "一组"), ("ya-2", "二组"), ("ya-3", "三组")],
        stations: &[("ya-zhan", "崖尧村 村口站", "村口老槐树下")],
    },
    Sketch {
        id: SL,
        name: "示例社区",
        settlement: Settlement::Estate,
        belongs_to: "示例区 示例街道",
        phone: "00091900005",
        prefix: "SL",
        estate: "示例小区",
        buildings: &[("sl-1", "1号楼"), ("sl-2", "2号楼"), ("sl-3", "3号楼")],
        stations: &[("sl-zhan", "示例社区·家门口党群服务工作站", "小区东门")],
    },
];

/// Defines every community.
pub(super) fn commands() -> Vec<Command> {
    SKETCHES
        .iter()
        .map(|sketch| Command::Place(PlaceCommand::Define(drawn(sketch))))
        .collect()
}

fn drawn(sketch: &Sketch) -> Community {
    let building = |(id, name): &(&str, &str)| Building {
        id: (*id).into(),
        estate: sketch.estate.to_owned(),
        name: (*name).to_owned(),
    };
    let station = |(id, name, place): &(&str, &str, &str)| Station {
        id: (*id).into(),
        name: (*name).to_owned(),
        place: (*place).to_owned(),
    };
    Community {
        id: sketch.id.into(),
        name: sketch.name.to_owned(),
        settlement: sketch.settlement,
        belongs_to: sketch.belongs_to.to_owned(),
        phone: sketch.phone.to_owned(),
        prefix: sketch.prefix.to_owned(),
        opens: 8 * 60 + 30,
        closes: 18 * 60,
        buildings: sketch.buildings.iter().map(building).collect(),
        stations: sketch.stations.iter().map(station).collect(),
        filing: vec!["演示备案号 示例-0001".to_owned()],
    }
}
