"""`files attach` and `files save`: a file from the disk to a case and back, as a person, as the pages do it."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.utils.translation import gettext as _

from kooperacja.config import words
from kooperacja.config.moves import HELP, add_fields, add_who, print_told, read_fields, run_of
from kooperacja.documents import api
from kooperacja.documents.inspection import too_large
from kooperacja.documents.law import limits
from kooperacja.foundation.commands import Command
from kooperacja.foundation.errors import Conflict


def _attach_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("ref", help=_("reference of the case, as it stands in the address of its page"))
    parser.add_argument("file", type=Path, help=_("the file to attach"))
    parser.set_defaults(command="files attach", kind="file")
    add_who(parser)
    add_fields(parser)


def _attach(options: Namespace) -> None:
    given: Any = read_fields(api.FileNew, options.field)
    size = options.file.stat().st_size
    if size > limits().size:
        raise too_large(limits(), size)
    file: Any = SimpleUploadedFile(options.file.name, options.file.read_bytes())
    answer = api.attach_file(run_of(options, HELP), HttpResponse(), options.ref, given, file)
    print_told(answer.value)


def _save_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("ref", help=_("reference of the file"))
    parser.add_argument("file", type=Path, help=_("where its content is written"))
    parser.set_defaults(command="files save", kind="file")
    add_who(parser)


def _save(options: Namespace) -> None:
    """The copy belongs to the account that asked, and nothing that lies there is overwritten."""
    content = b"".join(api.save_file(run_of(options, HELP, action="export"), options.ref).streaming_content)
    try:
        with options.file.open("xb") as place:
            options.file.chmod(0o600)
            place.write(content)
    except FileExistsError:
        sentence = _("There is a file %(name)s already. Choose another name.") % {"name": str(options.file)}
        raise Conflict("files.exists", sentence) from None
    sys.stdout.write(_("Done.") + "\n")


COMMANDS = (
    Command("files attach", words.gettext_noop("Attach a file to a case, as a person"), _attach_arguments, _attach),
    Command("files save", words.gettext_noop("Write a stored file to the disk, as a person"), _save_arguments, _save),
)
