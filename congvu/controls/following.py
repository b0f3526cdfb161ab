"""What systems ask of the app above them: the plan, requirement by requirement; what
they tell it: another level, which may ask for newer proof.
"""

from __future__ import annotations

from congvu.controls.actions import fit_periods
from congvu.controls.queries import plan_sections
from congvu.systems.rules import hears_level, plans

plans(plan_sections)
hears_level(fit_periods)
