"""The form engine as the kernel sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.definitions import Registry
from engine.plugin import Build
from forms import definition
from forms.compiling.forms import compile_forms
from forms.completing import complete
from forms.declaring import declare
from forms.files.registry import note_holders
from forms.importing import running
from forms.press import Press
from forms.records import batch
from forms.scenarios import STEPS
from forms.tagging import TagAction, UntagAction
from forms.validation import validate
from forms.web import bootstrap, list_records, routes
from forms.web.file_routes import keep_file

if TYPE_CHECKING:
    from engine.platform import Platform


class FormEngine:
    """Forms: their fields, what must hold of a record, how it is shown, who may do what with it."""

    name = "forms"

    def register(self, registry: Registry) -> None:
        definition.register(registry)
        for verb in (Press, TagAction, UntagAction):
            registry.family("action").add(verb)
        for step in STEPS:
            registry.family("scenario_step").add(step)

    def declare(self, build: Build) -> None:
        declare(build)

    def compile(self, build: Build) -> None:
        build.parts[self.name] = compile_forms(build)

    def connect(self, platform: Platform) -> None:
        platform.completers.append(complete)
        platform.validators.append(validate)
        platform.listeners.append(note_holders)
        platform.bootstrap.append(bootstrap)
        platform.keep_file = keep_file
        platform.list_records = list_records
        platform.job_handlers[running.KIND] = running.handler(platform)
        platform.job_handlers[batch.KIND] = batch.handler(platform)
        platform.routes += routes()


engine = FormEngine()
