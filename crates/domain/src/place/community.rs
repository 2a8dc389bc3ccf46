//! A community and what stands in it.

use serde::{Deserialize, Serialize};

use crate::{
    calendar::{DEFAULT_HOURS, FixedHours},
    ids::{BuildingId, CommunityId, StationId},
};

/// Whether a community is an estate or a village; the words on the screen follow (居民/村民, 居委会/村委会).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Settlement {
    /// 社区: estates with buildings, units and rooms.
    Estate,
    /// 村: groups with door numbers.
    Village,
}

/// A building (楼) or a village group (村民小组).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Building {
    /// Unique within the community.
    pub id: BuildingId,
    /// The estate it belongs to (小区); empty in a village.
    #[serde(default)]
    pub estate: String,
    /// As written on its wall: 3号楼, 二组.
    pub name: String,
}

/// A doorstep station (家门口党群服务工作站).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Station {
    /// Unique within the installation.
    pub id: StationId,
    /// As written on its sign.
    pub name: String,
    /// How to find it.
    pub place: String,
}

/// A community (社区) or village (村), one partition of the data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Community {
    /// Its short code.
    pub id: CommunityId,
    /// Its name.
    pub name: String,
    /// Estate or village.
    pub settlement: Settlement,
    /// District or county, and street or town, as printed.
    #[serde(default)]
    pub belongs_to: String,
    /// The number people call, shown at the same place on every screen.
    pub phone: String,
    /// Two or three letters or digits that begin its order numbers.
    pub prefix: String,
    /// First working minute of the day.
    pub opens: u16,
    /// The minute after the last.
    pub closes: u16,
    /// Its buildings or groups.
    #[serde(default)]
    pub buildings: Vec<Building>,
    /// Its stations.
    #[serde(default)]
    pub stations: Vec<Station>,
    /// Filing numbers for the footer, as the operator configured them.
    #[serde(default)]
    pub filing: Vec<String>,
}

impl Community {
    /// Its working calendar.
    pub fn hours(&self) -> FixedHours {
        if self.has_hours() {
            FixedHours {
                from: self.opens,
                to: self.closes,
            }
        } else {
            DEFAULT_HOURS
        }
    }

    /// Whether its hours are a range within one day; anything else has no working minute to wait for.
    pub const fn has_hours(&self) -> bool {
        self.opens < self.closes && self.closes <= 24 * 60
    }

    /// The building with this id.
    pub fn building(&self, id: &BuildingId) -> Option<&Building> {
        self.buildings.iter().find(|b| b.id == *id)
    }
}
