#!/usr/bin/env python3
"""A bot in another language: it lives outside the house and keeps its people in the registry, over plain HTTP.

It counts each person's messages. What it knows of a person, their language and the count, is in the registry, so it has
no database of its own. Python's standard library is all that it needs:

    export TALLY_TOKEN=123456789:AA…                    # from @BotFather
    export REGISTRY_URL=http://localhost:8081
    export REGISTRY_TOKEN="$(nexus token issue --bot tally --name tally)"
    python3 examples/python/tally.py

Once, with a token for the whole registry, the bot itself is registered: POST /bots {"code": "tally", "name": "Tally"}.
"""

import json
import os
import sys
import time
import urllib.error
import urllib.request

TELEGRAM = os.environ.get("TELEGRAM_API_URL", "https://api.telegram.org").rstrip("/")
REGISTRY = os.environ.get("REGISTRY_URL", "http://127.0.0.1:8081").rstrip("/")
BOT = "tally"

# How long Telegram may hold a poll back, in seconds, and how much longer we wait for its answer.
POLL, GRACE = 25, 10
# Pauses between attempts, in seconds: a registry that is away for a moment loses nobody's message.
PAUSES = (0.2, 1, 5)

WORDS = {
    "en": "That makes {count}.",
    "pl": "To już {count}.",
    "ru": "Всего уже {count}.",
    "uk": "Усього вже {count}.",
}


class Refused(Exception):
    """The registry understood and said no: {"code", "message", "trace_id", "details"}."""

    def __init__(self, status, error):
        super().__init__(f"{status} {error.get('code')}: {error.get('message')} (trace {error.get('trace_id')})")
        self.status, self.code = status, error.get("code")


def request(method, url, body=None, headers=None, timeout=15):
    """Sends JSON and returns the status, the answer's headers and its JSON."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json", **(headers or {})}
    asked = urllib.request.Request(url, data=data, headers=headers, method=method)
    try:
        with urllib.request.urlopen(asked, timeout=timeout) as answer:
            return answer.status, answer.headers, json.load(answer)
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.headers, json.loads(refusal.read() or b"{}")


class Registry:
    """The few calls that a bot needs."""

    def __init__(self, url, token):
        self.url, self.token = url, token

    def call(self, method, path, body=None, operation=None, version=None):
        """One call, tried again while the registry is away or asks us to slow down.

        `operation` makes that safe: whatever was done under it is done once. `version` is the ETag that we changed from.
        """
        headers = {"Authorization": f"Bearer {self.token}"}
        if operation:
            headers["X-Operation-Id"] = operation
        if version:
            headers["If-Match"] = version
        for pause in (*PAUSES, None):
            try:
                status, answered, body_out = request(method, self.url + path, body, headers)
            except OSError as away:
                if pause is None:
                    raise
                print(f"the registry is away ({away}), trying again", file=sys.stderr)
                time.sleep(pause)
                continue
            if status < 400:
                return answered, body_out
            if pause is None or status not in (429, 502, 503, 504):
                raise Refused(status, body_out)
            time.sleep(float(answered.get("Retry-After") or pause))

    def visit(self, person, operation):
        """Somebody wrote: they and their use of this bot exist afterwards, and we know what is known of them."""
        who = {
            "telegram_id": person["id"],
            "username": person.get("username"),
            "first_name": person["first_name"],
            "last_name": person.get("last_name"),
            "language_code": person.get("language_code"),
            "bot_code": BOT,
        }
        who = {name: value for name, value in who.items() if value is not None}
        return self.call("POST", "/users/from-telegram", who, operation)[1]

    def count(self, subscription, operation):
        """Adds one to the person's count. Two of us at once: the slower one is refused (412), and reads it anew."""
        path = f"/subscriptions/{subscription}/state"
        while True:
            headers, state = self.call("GET", path)
            so_far = int(state.get("count", 0))
            count = so_far + 1
            try:
                self.call("PATCH", path, {"count": count}, operation, headers["ETag"])
                return count
            except Refused as refused:
                if refused.code == "operation_mismatch":
                    return so_far  # Counted before we were stopped, with what the count was then.
                if refused.status != 412:
                    raise


def telegram(token, method, **parameters):
    """One method of the Bot API."""
    url = f"{TELEGRAM}/bot{token}/{method}"
    status, _, answer = request("POST", url, parameters, timeout=POLL + GRACE)
    if not answer.get("ok"):
        raise RuntimeError(f"{method}: {status} {answer.get('description')}")
    return answer["result"]


def answer(registry, token, update):
    message = update.get("message")
    if not message or "from" not in message:
        return
    # The update's number names the operation: however often Telegram brings it, it counts once.
    operation = f"update-{update['update_id']}"
    known = registry.visit(message["from"], f"{operation}-visit")
    count = registry.count(known["subscription"]["id"], f"{operation}-count")
    language = known["user"].get("language") or (message["from"].get("language_code") or "en")[:2]
    text = WORDS.get(language, WORDS["en"]).format(count=count)
    telegram(token, "sendMessage", chat_id=message["chat"]["id"], text=text)


def main():
    token = os.environ["TALLY_TOKEN"]
    registry = Registry(REGISTRY, os.environ["REGISTRY_TOKEN"])
    offset = 0
    while True:
        try:
            updates = telegram(token, "getUpdates", offset=offset, timeout=POLL)
        except OSError as away:
            print(f"Telegram is away ({away}), trying again", file=sys.stderr)
            time.sleep(PAUSES[1])
            continue
        for update in updates:
            try:
                answer(registry, token, update)
            except Refused as refused:
                # Such as somebody who is banned: no reason to stop for the others.
                print(f"update {update['update_id']}: {refused}", file=sys.stderr)
            offset = update["update_id"] + 1


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        pass
