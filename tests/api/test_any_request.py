"""Requests made from the description, right and wrong ones: never a fault, and each answer has the shape
that is described. The same ones in every run, and few enough to be run each time.
"""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, seed, settings
from schemathesis.checks import CheckFunction
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi import checks

from kooperacja.config.api import INTERFACE, description
from kooperacja.config.wsgi import application
from tests.cast import Town
from tests.house.county import County
from tests.house.tree import tracked
