"""A provider that knows what arguments there are, and does nothing.

`terraform validate` asks the providers what their resources take. Amazon's own is some hundred megabytes from a
registry that is not everywhere in reach; this one answers the same question from aws-schema.json. Terraform is told
of it by TF_REATTACH_PROVIDERS (developer.hashicorp.com/terraform/plugin/debugging) and speaks
tfplugin5.proto with it, of which the few messages below are written by hand.
"""

import concurrent.futures
import json
import os

import grpc

LIST_OF_BLOCKS = 2


def varint(number):
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    out.append(number)
    return bytes(out)


def field(number, value):
    """One field of a message: a number, a text, or a message that is written already."""
    if isinstance(value, (bool, int)):
        return varint(number << 3) + varint(int(value))
    if isinstance(value, str):
        value = value.encode()
    return varint(number << 3 | 2) + varint(len(value)) + value


def type_of(kind):
    """A type in Terraform's own words. What is in lists and maps is not known: most are texts, and the few numbers
    become texts by themselves."""
    words = {"boolean": "bool", "list": ["list", "string"], "map": ["map", "string"]}
    return words.get(kind, kind) if isinstance(kind, str) else kind


def attribute(name, what):
    write_only = name.endswith("_wo")
    required = bool(what.get("r"))
    out = field(1, name) + field(2, json.dumps(type_of(what.get("t"))))
    out += field(4, True) if required else field(5, True)
    if not required and not write_only:
        # Who leaves it out gets what the service chooses.
        out += field(6, True)
    return out + field(10, True) if write_only else out


def block(arguments, computed=()):
    out = b""
    for name, what in arguments.items():
        if "b" in what:
            nested = field(1, name) + field(2, block(what["b"])) + field(3, LIST_OF_BLOCKS)
            out += field(3, nested + field(4, 1) if what.get("r") else nested)
        else:
            out += field(2, attribute(name, what))
    for name, kind in computed:
        if name not in arguments:
            out += field(2, field(1, name) + field(2, json.dumps(type_of(kind))) + field(6, True))
    return out


def schema(what):
    return field(2, block(what["args"], what["attrs"].items()))


def schemas(known):
    out = field(1, field(2, block(known.get("provider", {}))))
    for number, kind in (2, "resources"), (3, "data"), (8, "ephemeral"):
        for name, what in known.get(kind, {}).items():
            out += field(number, field(1, name) + field(2, schema(what)))
    return out


def fields(message):
    """The fields of a message that hold texts or messages, by number."""
    found, at = {}, 0

    def number():
        nonlocal at
        value = shift = 0
        while True:
            byte, at = message[at], at + 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while at < len(message):
        tag = number()
        length = number()
        if tag & 7 == 2:
            found[tag >> 3] = message[at : at + length]
            at += length
    return found


def open_password(request, _):
    """The one ephemeral resource: as it was asked for, with a password of eight letters (in MessagePack, which
    says what follows by a byte before it: a6 is a text of six, c0 nothing, a8 a text of eight)."""
    asked = fields(fields(request)[2])[1]
    return field(3, field(1, asked.replace(b"\xa6result\xc0", b"\xa6result\xa8invented")))


def upgrade(request, _):
    """A state as it was written down, which is JSON."""
    return field(1, field(2, fields(fields(request)[3])[1]))


class Provider(grpc.GenericRpcHandler):
    def __init__(self, known):
        self.schemas = schemas(known)

    def service(self, call):
        method = call.method.rsplit("/", 1)[-1]
        answers = {
            "GetSchema": lambda request, _: self.schemas,
            # The configuration, as it came.
            "PrepareProviderConfig": lambda request, _: request,
            "ValidateResourceTypeConfig": lambda request, _: b"",
            "ValidateDataSourceConfig": lambda request, _: b"",
            "ValidateEphemeralResourceConfig": lambda request, _: b"",
            "OpenEphemeralResource": open_password,
            "CloseEphemeralResource": lambda request, _: b"",
            # States go as they came: read, planned, done.
            "UpgradeResourceState": upgrade,
            "ReadResource": lambda request, _: field(1, fields(request)[2]),
            "PlanResourceChange": lambda request, _: field(1, fields(request)[3]),
            "ApplyResourceChange": lambda request, _: field(1, fields(request)[3]),
            "Configure": lambda request, _: b"",
            "Stop": lambda request, _: b"",
        }
        answer = answers.get(method)
        return answer and grpc.unary_unary_rpc_method_handler(answer)


def serve(folder, known):
    """Serves on a socket in that folder; gives the server, and how Terraform finds it."""
    os.makedirs(folder, exist_ok=True)
    path = os.path.join(folder, "socket")
    most = [("grpc.max_send_message_length", 64 << 20)]
    server = grpc.server(concurrent.futures.ThreadPoolExecutor(8), options=most)
    server.add_generic_rpc_handlers((Provider(known),))
    server.add_insecure_port("unix:" + path)
    server.start()
    reattach = {
        "Protocol": "grpc",
        "ProtocolVersion": 5,
        "Pid": os.getpid(),
        "Test": True,
        "Addr": {"Network": "unix", "String": path},
    }
    return server, reattach
