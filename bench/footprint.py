#!/usr/bin/env python3
"""Measures what the programs need: time from start to the first answer, idle memory, sizes.

    cargo build --release --workspace --bins --example counter
    python3 bench/footprint.py [--bins target/release]

Everything runs on this machine: the local Telegram, the embedded Postgres (started by Coach), the bots. Prints Markdown.
"""

import argparse
import json
import os
import pathlib
import signal
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.request

RUNS = 5
IDLE_SECONDS = 15
LIMIT_SECONDS = 60


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def call(url, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=LIMIT_SECONDS) as answer:
        return json.load(answer)


def wait_for(what, probe):
    end = time.monotonic() + LIMIT_SECONDS
    while time.monotonic() < end:
        try:
            found = probe()
            if found:
                return found
        except OSError:
            pass
        time.sleep(0.002)
    raise SystemExit(f"{what}: nothing after {LIMIT_SECONDS} s")


class Machine:
    """A local Telegram, and whatever talks to it."""

    def __init__(self, bins, folder):
        self.bins, self.folder = bins, folder
        self.processes = []
        self.url = f"http://127.0.0.1:{free_port()}"
        self.tokens = {"counter": "7000000101:counter", "coach": "7000000102:coach"}

    def start_telegram(self):
        port = self.url.rsplit(":", 1)[1]
        bots = [part for bot in self.tokens for part in ("--bot", f"{bot}_bot:{self.tokens[bot]}")]
        self.spawn(["telegram-local", "--port", port, "--data", str(self.folder / "telegram"), *bots], {})
        wait_for("the local Telegram", lambda: call(f"{self.url}/local/api/state"))

    def spawn(self, command, variables):
        environment = {**os.environ, "RUST_LOG": "warn", "TELEGRAM_API_URL": self.url, **variables}
        process = subprocess.Popen(
            [str(self.bins / command[0]), *command[1:]], env=environment, cwd=self.folder,
            stdout=subprocess.DEVNULL, stderr=open(self.folder / "log", "ab"),
        )
        self.processes.append(process)
        return process

    def start_bot(self, bot, program, database=None):
        variables = {f"{bot.upper()}_TOKEN": self.tokens[bot], "NEXUS_DATA": str(self.folder / "data")}
        if database:
            variables["DATABASE_URL"] = database
        return self.spawn([program], variables)

    def stop(self, process, how=signal.SIGTERM):
        process.send_signal(how)
        process.wait(LIMIT_SECONDS)
        self.processes.remove(process)

    def stop_all(self):
        for process in reversed(list(self.processes)):
            self.stop(process)

    def chat(self, bot, person):
        number = self.tokens[bot].split(":")[0]
        return f"p{number}-{person['id']}"

    def people(self):
        return call(f"{self.url}/local/api/state")["personas"]

    def send(self, bot, person, text):
        body = {"persona": person["id"], "chat": self.chat(bot, person), "text": text}
        return call(f"{self.url}/local/api/send", body)["message_id"]

    def answers_after(self, bot, person, message):
        chat = self.chat(bot, person)
        page = call(f"{self.url}/local/api/messages?persona={person['id']}&chat={chat}&limit=50")
        return [m for m in page["messages"] if m["message_id"] > message and not m.get("out")]

    def say(self, bot, person, text):
        message = self.send(bot, person, text)
        wait_for(f"{bot}'s answer", lambda: self.answers_after(bot, person, message))


def memory_mib(process):
    status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
    kib = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))
    return kib / 1024


def first_answer(machine, bot, program, database, person):
    """Milliseconds from the start of a bot to its answer to a message that waits for it."""
    message = machine.send(bot, person, "1")
    begun = time.monotonic()
    process = machine.start_bot(bot, program, database)
    wait_for(f"{bot}'s answer", lambda: machine.answers_after(bot, person, message))
    taken = (time.monotonic() - begun) * 1000
    machine.stop(process)
    return taken


def suite_start(bins, folder):
    """Milliseconds from the start of the suite until every bot of it gets its updates."""
    address = f"127.0.0.1:{free_port()}"
    environment = {**os.environ, "RUST_LOG": "warn", "HTTP_ADDR": address, "NEXUS_DATA": str(folder / "suite")}
    begun = time.monotonic()
    suite = subprocess.Popen(
        [str(bins / "suite"), "--no-open", "--port", str(free_port())], env=environment, cwd=folder,
        stdout=subprocess.DEVNULL, stderr=open(folder / "log", "ab"),
    )
    try:
        # Not ready is a 503, which urllib raises as an OSError.
        wait_for("the suite", lambda: call(f"http://{address}/ready"))
        return (time.monotonic() - begun) * 1000
    finally:
        suite.send_signal(signal.SIGTERM)
        suite.wait(LIMIT_SECONDS)


def measure(bins):
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        folder = pathlib.Path(folder)
        folder.chmod(0o755)
        machine = Machine(bins, folder)
        try:
            machine.start_telegram()
            coach = machine.start_bot("coach", "coach")
            anna, *others = machine.people()
            machine.say("coach", anna, "/start")
            database = next((folder / "data").rglob("url")).read_text().strip()

            counter = machine.start_bot("counter", "examples/counter", database)
            machine.say("counter", anna, "1")
            time.sleep(IDLE_SECONDS)
            counter_idle = memory_mib(counter)
            machine.stop(counter)
            starts = [first_answer(machine, "counter", "examples/counter", database, anna) for _ in range(RUNS)]

            lines = ["remind me in 2 hours to stretch", "напомни через 2 часа размяться",
                     "нагадай за 2 години розім'ятися", "przypomnij za 2 godziny o przerwie"]
            for person, line in zip([anna, *others], lines):
                machine.say("coach", person, "/start")
                machine.say("coach", person, line)
            time.sleep(IDLE_SECONDS)
            suites = [suite_start(bins, folder) for _ in range(1 + RUNS)]
            return counter_idle, memory_mib(coach), starts, suites
        finally:
            machine.stop_all()


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--bins", type=pathlib.Path, default=pathlib.Path("target/release"))
    bins = arguments.parse_args().bins.resolve()
    counter_idle, coach_idle, starts, suites = measure(bins)
    print("| what | measured |\n|---|---|")
    print(f"| idle memory of the counter (VmRSS, {IDLE_SECONDS} s after its last answer) | {counter_idle:.1f} MiB |")
    print(f"| idle memory of Coach, after plans in four languages | {coach_idle:.1f} MiB |")
    print(f"| start to first answer, counter on an existing database (median of {RUNS}) | {statistics.median(starts):.0f} ms |")
    print(f"| the suite from its start until every bot gets updates, on no data | {suites[0]:.0f} ms |")
    print(f"| the same on existing data (median of {RUNS}) | {statistics.median(suites[1:]):.0f} ms |")
    for program in ["coach", "nexus", "telegram-local", "suite", "examples/counter"]:
        size = (bins / program).stat().st_size / 2**20
        print(f"| size of `{program}` | {size:.1f} MiB |")


if __name__ == "__main__":
    main()
