"""Fitting confidence."""

import random

import numpy as np

from eval.confidence import Example, fit, scale, unseen


def made(n: int = 120) -> list[Example]:
    """Own questions have `near` and `here`, hidden ones only `near`, foreign ones neither; `noise` tells nothing."""
    chance = random.Random(0)
    out = []
    for i in range(n):
        for kind, near, here in (("own", 1, 1), ("hidden", 1, 0), ("foreign", 0, 0)):
            values = {
                "near": near + chance.gauss(0, 0.4),
                "here": here + chance.gauss(0, 0.7),
                "noise": chance.gauss(0, 1),
            }
            out.append(Example("set", kind, f"{kind[0]}{i}" if kind == "foreign" else f"{i}", values, 1.0))
    return out


def test_the_sign_that_tells_gets_the_weight():
    model = fit([e for e in made() if e.kind != "hidden"], ["near", "noise"])
    assert model.weights[0] > 2
    assert abs(model.weights[1]) < 0.5
    assert model.of({"near": 1.0, "noise": 0.0}) > 0.75
    assert model.of({"near": 0.0, "noise": 0.0}) < 0.25


def test_the_product_tells_all_three_apart_and_its_scale_is_that_of_chances():
    several = made()
    products = unseen(several, ["near", "noise"], ["here", "noise"])
    of = {kind: np.mean([p for e, p in zip(several, products, strict=True) if e.kind == kind]) for kind in
          ("own", "hidden", "foreign")}  # fmt: skip
    assert of["own"] > of["hidden"] > of["foreign"]
    scaled = scale(several, products)
    known = [
        (e.kind, scaled.of({"slope": float(np.log(max(p, 1e-9)))})) for e, p in zip(several, products, strict=True)
    ]
    sure = [kind == "own" for kind, s in known if kind != "foreign" and s > 0.8]
    assert np.mean(sure) > 0.75


def test_nothing_to_tell_by_gives_the_share():
    several = [Example("set", kind, f"{i}", {"flat": 1.0}, 1.0) for i in range(10) for kind in ("own", "foreign")]
    assert abs(fit(several, ["flat"]).of({"flat": 1.0}) - 0.5) < 1e-3
