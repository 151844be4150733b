"""The seven areas of Barnets bästa-hjulet, in the model's own order."""

from enum import StrEnum


class Area(StrEnum):
    """One spoke of the wheel. The ids are Swedish because the model is; the words live in the terms file."""

    HALSA = "halsa"
    UTVECKLING = "utveckling"
    LARANDE = "larande"
    OMSORG = "omsorg"
    HEMMET = "hemmet"
    RELATIONER = "relationer"
    TRYGGHET = "trygghet"


AREAS = tuple(Area)
