"""The national fund codes (`fund_pay_type`, policy.md D2) and the settlement field that each one pays in.

A field adds up what its funds pay, so a fund of another kind in it would be reported as what it is not. The personal
account (310200, 310201) is no layer: what it pays stands in `acct_pay`, and its year total is not a fund's.
"""

from __future__ import annotations

ACCOUNT_FUNDS = frozenset({"310200", "310201"})
"""The personal account: known, but in no field of a layer."""

FUNDS_OF_FIELD = {
    "hifp_pay": ("310100", "310101", "390100", "390101"),
    "cvlserv_pay": ("320100", "320101"),
    "hifes_pay": ("370100", "370101"),
    "hifmi_pay": ("390200", "390201"),
    "hifob_pay": ("330100", "330101"),
    "maf_pay": ("610100", "610101"),
    "hosp_part_amt": ("630100", "630101"),
    "oth_pay": (
        *("340100", "340101", "350100", "350101", "390401", "510100", "510101"),
        *("620101", "640100", "640101", "999996", "999997"),
    ),
}
"""The funds of each field: the nation-wide code of a kind, and the detailed one that year totals use.

`oth_pay` takes the kinds without a field of their own: retired cadres (34), disabled soldiers (35), accident cover
(390401), maternity (51), cover against poverty (62), the fiscal backstop (64), and the two national "other" codes.
"""

KNOWN_FUNDS = ACCOUNT_FUNDS.union(*FUNDS_OF_FIELD.values())
"""Every code of the national list that is known here."""
