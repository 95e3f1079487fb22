"""A made-up return of a few children, small enough to count by hand."""

from collections.abc import Iterable
from pathlib import Path

from kith.domain import returns

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "ssda903" / "csv_multi_year"
HEADER = "CHILD,SEX,DOB,ETHNIC"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN"
OC2 = "CHILD,DOB,SDQ_SCORE,CONVICTED,SUBSTANCE_MISUSE"
# Real postcodes of public places, so that the distance is known; they stand for no child.
HOME, AWAY = "ME14 1XQ", "CT1 2EH"
NEVER_SHOWN = (HOME, AWAY, "ME141XQ", "CT12EH")


def csv(header: str, rows: Iterable[str]) -> bytes:
    return "\r\n".join([header, *rows, ""]).encode()


def episode(child: str, decom: str, dec: str = "", *, rec: str = "", place: str = "U4", rne: str = "S") -> str:
    return f"{child},{decom},{rne},C2,N1,{place},PR1,{dec},{rec},,{HOME},{AWAY},"


def first_year() -> list[returns.Source]:
    """Year 2024: two children in care, one of whom moved; a care outcome with values that may be switched off."""
    return [
        returns.Source("Header.csv", csv(HEADER, ["A1,1,02/03/2012,WBRI", "A2,2,05/06/2014,WBRI"])),
        returns.Source(
            "Episodes.csv",
            csv(
                EPISODES,
                [
                    episode("A1", "01/05/2023", "10/10/2023", rec="X1"),
                    episode("A1", "10/10/2023", rne="P"),
                    episode("A2", "01/02/2024"),
                ],
            ),
        ),
        returns.Source("OC2.csv", csv(OC2, ["A1,02/03/2012,14,1,0"])),
    ]


def large(children: int = 30) -> list[returns.Source]:
    """Year 2024 again: as many children in care, each with one episode."""
    return [
        returns.Source("Header.csv", csv(HEADER, [f"L{at},1,02/03/2012,WBRI" for at in range(children)])),
        returns.Source("Episodes.csv", csv(EPISODES, [episode(f"L{at}", "01/05/2023") for at in range(children)])),
    ]


def newcomers() -> list[returns.Source]:
    """Year 2025: two children who came in since, and nobody else."""
    rows = ["N1,F,02/03/2012,WBRI", "N2,M,02/03/2012,WBRI"]
    came = [episode("N1", "01/05/2024"), episode("N2", "01/06/2024")]
    return [returns.Source("Header.csv", csv(HEADER, rows)), returns.Source("Episodes.csv", csv(EPISODES, came))]


def second_year(*, ended: bool = True) -> list[returns.Source]:
    """Year 2025: A1 again (and, if `ended`, back at home), A3 for the first time; A2 is not in it."""
    back = (
        episode("A1", "10/10/2023", "07/07/2024", rec="E4A", rne="P") if ended else episode("A1", "10/10/2023", rne="P")
    )
    return [
        returns.Source("Header.csv", csv(HEADER, ["A1,M,02/03/2012,WBRI", "A3,F,09/09/2015,WBRI"])),
        returns.Source("Episodes.csv", csv(EPISODES, [back, episode("A3", "02/01/2025")])),
    ]
