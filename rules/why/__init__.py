"""Why a derived value is what it is, for whom it is told: facts, and the words made of them."""

from __future__ import annotations

from rules.why.explaining import explain as explain
from rules.why.facts import Explanation as Explanation
