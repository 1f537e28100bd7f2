"""The collections whose lists prove that a photo was in the one from which MegaFace was cut (element E2)."""

from collections.abc import Mapping
from types import MappingProxyType

# MegaFace was cut from YFCC100M. Whatever was cut from either holds only photos that were in YFCC100M; sets
# made from Flickr by other ways (FFHQ, PIPA, GeoFaces, Open Images ...) say nothing of it and prove nothing.
PROVING: Mapping[str, str] = MappingProxyType(
    {
        "yfcc100m": "The collection itself: Thomee and Shamma, YFCC100M, 2014",
        "megaface": "Cut from YFCC100M: megapixels.cc/megaface; arXiv 1512.00596",
        "ibm-dif": "Cut from YFCC100M: Merler and others, Diversity in Faces, 2019",
        "fairface": "Cut from YFCC100M: ahprojects.com/creative-commons; to be confirmed by the firm",
        "fdf": "Cut from YFCC100M: licence file of github.com/hukkelas/FDF",
        "who-goes-there": "Cut from YFCC100M: ahprojects.com/creative-commons",
        "diveface": "Cut from MegaFace: ahprojects.com/creative-commons",
        "tinyface": "Cut from MegaFace: ahprojects.com/creative-commons",
    }
)
