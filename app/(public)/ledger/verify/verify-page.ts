import { createHash } from "node:crypto";

/*
 * The page that checks receipts is one file that asks nobody: its style, its script and the keys it trusts are in it. So it works the same
 * from a disk, years later, and its policy can name the one script and the one style that it has, and forbid everything else.
 */

/**
 * The check itself, in the browser's own language and with the browser's own cryptography. Written for this page alone and not shared with
 * lib/ledger: that two which were written apart come to the same answer is part of what is shown. Kept as text, since what the policy hashes
 * has to be letter for letter what is sent.
 */
export const checkingScript = String.raw`
"use strict";
/* Checks receipts: C2SP tlog-proof, signed notes and cosignatures, the tree of RFC 9162. Everything happens here; nothing is asked or sent. */
function receiptChecker(subtle) {
  /* Why something is not to be trusted, as a sentence for whoever reads it. */
  class Reason extends Error {}
  const damaged = (what) => new Reason("The receipt is damaged: " + what);
  const cutOff = () => new Reason("The receipt is cut off: the signature of the ledger is missing.");
  const firstLine = "c2sp.org/tlog-proof@v1";
  /* An entry has at most 64 KB, so that no receipt is longer than this. */
  const longest = 200000;
  const utf8 = new TextEncoder();

  function joined(parts) {
    const all = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }
  const hash = async (...parts) => new Uint8Array(await subtle.digest("SHA-256", joined(parts)));
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const isSame = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at]);

  /* Standard, padded and in its one form; null for anything else. */
  function fromBase64(text) {
    if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
    try {
      const binary = atob(text);
      return btoa(binary) === text ? Uint8Array.from(binary, (letter) => letter.charCodeAt(0)) : null;
    } catch {
      return null;
    }
  }
  const hashFrom = (text) => {
    const bytes = fromBase64(text);
    return bytes && bytes.length === 32 ? bytes : null;
  };
  const wholeNumber = (text) => (/^(0|[1-9][0-9]{0,15})$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : null);
  function fromUtf8(bytes) {
    try {
      return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return null;
    }
  }

  /* A key that can be checked with: name+id+key. */
  async function readKey(text) {
    const match = /^([^\s+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text.trim());
    const bytes = match && fromBase64(match[3]);
    if (!bytes || bytes.length !== 33 || (bytes[0] !== 1 && bytes[0] !== 4)) throw new Reason("This is no key. A key reads like name+1a2b3c4d+letters, all on one line.");
    const id = hex((await hash(utf8.encode(match[1] + "\n"), bytes)).subarray(0, 4));
    if (id !== match[2]) throw new Reason("This key does not fit its own number: a letter is missing or wrong. Copy it again.");
    let key;
    try {
      key = await subtle.importKey("raw", bytes.subarray(1), { name: "Ed25519" }, false, ["verify"]);
    } catch {
      throw new Reason("This key is none with which anything could be signed. Copy it again.");
    }
    return { name: match[1], id, isWitness: bytes[0] === 4, text: text.trim(), key };
  }
  const readKeys = (texts) => Promise.all(texts.map(readKey));

  /* Taken apart; nothing is verified yet. Line ends of Windows and space around the text are what copying does to it, and harmless. */
  function readReceipt(given) {
    if (given.length > longest) throw new Reason("This is far too long for a receipt, which has a few kilobytes. Choose the file that you were given.");
    const text = given.replaceAll("\r\n", "\n").trim() + "\n";
    const lines = text.split("\n");
    if (lines[0] !== firstLine) throw new Reason("This is not a receipt. A receipt begins with the line " + firstLine + ".");
    const gap = lines.indexOf("");
    const [, extra = "", place = "", ...steps] = lines.slice(0, gap);
    const entry = extra.startsWith("extra ") ? fromBase64(extra.slice(6)) : null;
    if (!entry || entry.length === 0) throw damaged("its second line should hold the decision, and cannot be read.");
    const index = place.startsWith("index ") ? wholeNumber(place.slice(6)) : null;
    if (index === null) throw damaged("its third line should say the place in the ledger, and cannot be read.");
    const proof = steps.map(hashFrom);
    if (proof.length > 63 || proof.includes(null)) throw damaged("a line of its proof cannot be read.");
    const note = lines.slice(gap + 1).join("\n");
    if (note.trim() === "") throw cutOff();
    return { entry, index, proof, note };
  }

  function readNote(note) {
    const at = note.lastIndexOf("\n\n");
    if (at < 0) throw cutOff();
    if (/[\u0000-\u0009\u000b-\u001f]/u.test(note) || !note.isWellFormed()) throw damaged("what the ledger signed holds a character that cannot be in it.");
    const lines = note.slice(at + 2, -1).split("\n");
    const signatures = lines.map((line) => {
      const match = /^\u2014 ([^\s+]+) (\S+)$/u.exec(line);
      const bytes = match && fromBase64(match[2]);
      return bytes && bytes.length >= 5 ? { name: match[1], id: hex(bytes.subarray(0, 4)), bytes: bytes.subarray(4) } : null;
    });
    if (lines.length > 64 || signatures.includes(null)) throw damaged("a line with a signature cannot be read.");
    return { text: note.slice(0, at + 1), signatures };
  }

  /* When the witness signed, in seconds since 1970, or true for a ledger; false where the signature is not by this key. */
  async function signedBy({ key, isWitness }, text, bytes) {
    if (bytes.length !== (isWitness ? 72 : 64)) return false;
    const seconds = isWitness ? new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0) : 0n;
    const signed = isWitness ? "cosignature/v1\ntime " + seconds + "\n" + text : text;
    return (await subtle.verify({ name: "Ed25519" }, key, bytes.subarray(isWitness ? 8 : 0), utf8.encode(signed))) && (isWitness ? Number(seconds) : true);
  }

  /* Who of the trusted signed it. Strangers are passed over and counted; a trusted name with a signature that is not its own spoils all. */
  async function openNote(note, keys) {
    const { text, signatures } = readNote(note);
    const by = [];
    const strangers = [];
    for (const { name, id, bytes } of signatures) {
      const known = keys.filter((key) => key.name === name && key.id === id);
      if (known.length === 0) strangers.push(name);
      for (const key of known) {
        if (by.some((each) => each.key.text === key.text)) continue;
        const when = await signedBy(key, text, bytes);
        if (when === false) throw new Reason("The signature of " + (key.isWitness ? "the witness “" + name.slice(0, 80) + "”" : "the ledger") + " does not fit: what was signed, or the signature, was changed.");
        by.push({ key, when });
      }
    }
    if (by.length === 0) throw new Reason("It is signed as “" + strangers[0].slice(0, 80) + "”, with a key that is not trusted here: it may be from another city, or made up.");
    return { text, by, strangers: strangers.length };
  }

  const leafOf = (entry) => hash(Uint8Array.of(0), entry);
  const nodeOf = (left, right) => hash(Uint8Array.of(1), left, right);

  /* The top to which the proof leads from the entry (RFC 9162, 2.1.3.2); null where it has too many steps or too few. */
  async function topOf(leaf, index, size, proof) {
    let node = index;
    let last = size - 1;
    let top = leaf;
    for (const step of proof) {
      if (last === 0) return null;
      if (node % 2 === 1 || node === last) {
        top = await nodeOf(step, top);
        while (node % 2 === 0 && node !== 0) {
          node /= 2;
          last = Math.floor(last / 2);
        }
      } else top = await nodeOf(top, step);
      node = Math.floor(node / 2);
      last = Math.floor(last / 2);
    }
    return last === 0 ? top : null;
  }

  async function checked(given, keys) {
    if (!keys.some((key) => !key.isWitness)) throw new Reason("No key of a ledger is trusted here, so nothing can be checked. Enter one under “Which key do you trust?”.");
    const { entry, index, proof, note } = readReceipt(given);
    const { text, by, strangers } = await openNote(note, keys);
    const [origin = "", count = "", top = ""] = text.split("\n");
    const size = wholeNumber(count);
    const root = hashFrom(top);
    if (origin === "" || size === null || !root) throw new Reason("What is signed is not the state of a ledger, so it shows nothing.");
    const ledger = by.find(({ key }) => !key.isWitness && key.name === origin);
    if (!ledger) throw new Reason("The ledger “" + origin.slice(0, 80) + "” did not sign this itself with a key that is trusted here.");
    if (index >= size) throw new Reason("It claims place " + index + " in a ledger that held " + size + (size === 1 ? " entry" : " entries") + " when it was signed.");
    const leaf = await leafOf(entry);
    const found = await topOf(leaf, index, size, proof);
    if (!found) throw new Reason("The proof has not as many steps as this place in the ledger needs, so something was added or taken away.");
    if (!isSame(found, root)) throw new Reason("The decision does not fit what the ledger signed: its words, its place or its proof were changed.");
    const words = fromUtf8(entry);
    if (words === null) throw new Reason("The ledger signed this, but it is not text, so nobody can read what it says.");
    const seenBy = by.flatMap(({ key, when }) => (key.isWitness ? [{ name: key.name, id: key.id, seconds: when }] : []));
    return { entry: words, index, size, leaf: hex(leaf), root: hex(root), signer: { name: ledger.key.name, id: ledger.key.id }, seenBy, strangers };
  }

  /* The one question of this page. Answers with what it found, or with the reason why it is not to be trusted. */
  async function check(given, keys) {
    try {
      return { isGenuine: true, ...(await checked(given, keys)) };
    } catch (problem) {
      if (!(problem instanceof Reason)) throw problem;
      return { isGenuine: false, reason: problem.message };
    }
  }

  /* The receipt in an address after its #; null where it is none, or no whole one. */
  function fromFragment(fragment) {
    try {
      const text = decodeURIComponent(fragment).replace(/=+$/, "").replaceAll("-", "+").replaceAll("_", "/");
      const bytes = text.length > longest * 2 ? null : fromBase64(text + "=".repeat((4 - (text.length % 4)) % 4));
      return bytes && fromUtf8(bytes);
    } catch {
      return null;
    }
  }

  /* Whether this browser knows the kind of signature: it takes a key of it (the first of RFC 8032). */
  async function isAble() {
    try {
      await subtle.importKey("raw", fromBase64("11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo="), { name: "Ed25519" }, false, ["verify"]);
      return true;
    } catch {
      return false;
    }
  }
  return { check, readKeys, fromFragment, isAble, Reason };
}

/* What an entry says, in words: a heading, a sentence, and terms with their values. Reads whatever is there, and believes nothing about its form. */
function entryWords(json) {
  const isRecord = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
  const text = (value) => (typeof value === "string" && value.trim() !== "" ? value : null);
  const day = (value) => {
    const date = typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(value + "T00:00:00Z") : null;
    return date && !isNaN(date) ? new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" }).format(date) : text(value);
  };
  /* "changes_requested" as one would say it. */
  const said = (value) => value.replace(/[._]/g, " ");
  let entry = null;
  try {
    entry = JSON.parse(json);
  } catch {}
  if (!isRecord(entry) || entry.v !== 1 || !text(entry.name)) return { head: "An entry in a form that this page does not know", sentence: "It is genuine, but this page has no words for it. Read it below, letter for letter.", at: null, rows: [] };

  const open = isRecord(entry.open) ? entry.open : {};
  const title = text(open.title) || text(open.reference);
  const about = title ? "“" + title + "”" : "something";
  const partner = text(open.partner);
  const until = day(open.expiresOn) || day(open.until);
  const from = day(open.startsOn);
  const conditions = Array.isArray(open.conditions) ? open.conditions.filter((each) => text(each)) : [];
  const under = conditions.length === 0 ? "" : conditions.length === 1 ? ", under 1 condition" : ", under " + conditions.length + " conditions";
  const permit = "The permit for " + about;
  const where = " public where the devices of the" + permit.slice(3) + " are.";
  const part = "Part of what the permit for " + about + " allows was ";
  const known = {
    "permit.granted": ["Permit granted", (partner || "The partner") + " may run " + about + (from ? " from " + from : "") + (until ? " until " + until : "") + under + "."],
    "permit.suspended": ["Permit suspended", permit + " was suspended." + (until ? " The city looks at it again on " + until + "." : "")],
    "permit.restricted": ["Permit restricted", part + "stopped."],
    "permit.eased": ["Permit in force again in part", part + "put in force again."],
    "permit.narrowed": ["Devices withdrawn or given back", "Which devices the" + permit.slice(3) + " allows was changed."],
    "permit.voided": ["Permit void from the start", permit + " counts as never given."],
    "permit.reinstated": ["Permit valid again", permit + " is valid again."],
    "permit.surrendered": ["Permit given back", permit + " was given back by its partner."],
    "permit.superseded": ["Permit replaced", permit + " was replaced."],
    "permit.resumed": ["Permit in force again", permit + " was put in force again."],
    "permit.revoked": ["Permit revoked", permit + " was revoked for good."],
    "permit.places_withheld": ["Places withheld", "It is not" + where],
    "permit.places_published": ["Places published", "It is again" + where],
    "application.refused": ["Application refused", "The application for " + about + " was refused."],
  };
  const isKnown = Object.hasOwn(known, entry.name);
  const plainly = said(entry.name);
  const [head, sentence] = isKnown ? known[entry.name] : [plainly.charAt(0).toUpperCase() + plainly.slice(1), title ? "It is about " + about + "." : "What it is about stands in the ledger by number or under seal, not in words."];
  const before = text(entry.from);
  const after = text(entry.to);
  const stood = before && after ? "From " + said(before) + " to " + said(after) : after ? "New, then " + said(after) : before ? "It was " + said(before) : null;
  const actors = { person: "A person, whose name is under seal", visitor: "A visitor without an account", operator: "The operator of the portal" };
  const rows = [
    ["Decision", head],
    ["Reference", text(open.reference)],
    ["Title", text(open.title)],
    ["Partner", partner],
    ["Reason", text(open.reason)],
    ["Conditions", conditions.length > 0 ? conditions : null],
    ["From", from],
    ["Until", until],
    ["Status", stood],
    ["Who acted", Object.hasOwn(actors, entry.actor) ? actors[entry.actor] : null],
  ].filter(([, value]) => value !== null);
  return { head, sentence, at: text(entry.at), rows };
}
`;

/** What is on the screen, around the check. */
const screenScript = String.raw`
(() => {
  const parts = Object.fromEntries(Array.from(document.querySelectorAll("[id]"), (part) => [part.id, part]));
  const make = (tag, ...inside) => {
    const made = document.createElement(tag);
    made.append(...inside);
    return made;
  };
  const { result, box, verdict, what, how, told, facts, meaning, numbers, raw, work, unable, back, another, form, receipt, file, own, keys, listed, save } = parts;
  const trusted = JSON.parse(parts.trusted.textContent);
  const name = trusted.title;

  function clear() {
    for (const each of [result, another, told]) each.hidden = true;
    for (const each of [verdict, what, how, facts, meaning, numbers, raw]) each.textContent = "";
    for (const field of [receipt, own]) complain(field, "");
  }
  /* Says at a field what is wrong with it; nothing takes it back. */
  function complain(field, words) {
    const place = parts[field.id + "-error"];
    place.textContent = words;
    place.hidden = words === "";
    place.parentElement.classList.toggle("is-wrong", words !== "");
    if (words === "") return field.removeAttribute("aria-invalid");
    field.setAttribute("aria-invalid", "true");
    document.title = "Error: " + name;
    field.focus();
  }

  /* A browser may have kept this page as it looked after a check. It begins anew, and what one keeps by the button is as it came. */
  clear();
  listed.textContent = "";
  work.hidden = unable.hidden = back.hidden = true;
  document.title = name;
  const asItCame = "<!doctype html>\n" + document.documentElement.outerHTML + "\n";

  const isSubtle = typeof crypto === "object" && crypto.subtle;
  const { check, readKeys, fromFragment, isAble, Reason } = receiptChecker(isSubtle ? crypto.subtle : null);

  const inZone = (date, timeZone, more) => new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit", timeZoneName: "short", timeZone, ...more }).format(date);
  /* An instant as the reader's clock has it, and as every clock does. */
  function instant(date) {
    if (!date || isNaN(date)) return ["at a time that cannot be read"];
    const time = make("time", inZone(date));
    time.dateTime = date.toISOString();
    if (date.getTimezoneOffset() === 0) {
      time.textContent = inZone(date, "UTC", { second: "2-digit" });
      return [time];
    }
    const everywhere = make("span", inZone(date, "UTC", { second: "2-digit" }));
    everywhere.className = "second";
    return [time, everywhere];
  }
  const count = (n, one, more) => n.toLocaleString("en-GB") + " " + (n === 1 ? one : more);
  /* Words from the receipt: they run in their own direction, and are never markup. */
  const quoted = (words) => make("bdi", words);
  const code = (words) => make("code", words);
  function row(term, ...inside) {
    return make("div", make("dt", term), make("dd", ...inside));
  }

  function show(isGood, heading, sentence) {
    document.title = heading.replace(/\.$/, "") + " – " + name;
    box.className = isGood ? "verdict" : "verdict verdict--no";
    box.setAttribute("role", isGood ? "status" : "alert");
    verdict.textContent = heading;
    what.textContent = "";
    what.append(quoted(sentence));
    if (!isGood) how.textContent = "It may have been altered, or damaged on its way to you. Do not rely on it; get it again from the page of the decision.";
    result.hidden = another.hidden = false;
    verdict.focus();
  }

  function showGenuine(found, isOwn) {
    const { sentence, at, rows } = entryWords(found.entry);
    for (const [term, value] of rows) {
      const inside = Array.isArray(value) ? make("ol", ...value.map((each) => make("li", quoted(each)))) : quoted(value);
      if (term === "Reference") inside.className = "ref";
      facts.append(row(term, inside));
    }
    if (at !== null) facts.append(row("When", ...instant(new Date(at))));
    const key = make("span", "Key ", code(found.signer.id));
    key.className = "second";
    const strangers = make("span", count(found.strangers, "more signature", "more signatures") + " by a key that is not trusted here, and not counted");
    strangers.className = "second";
    const seen = found.seenBy.map(({ name, seconds }) => make("li", quoted(name), ", ", ...instant(new Date(seconds * 1000))));
    facts.append(
      row("Place in the ledger", "Entry " + found.index.toLocaleString("en-GB") + " of a ledger of " + count(found.size, "entry", "entries")),
      row("Signed by", quoted(found.signer.name), key),
      row("Seen by", seen.length > 0 ? make("ul", ...seen) : "No witness that is trusted here", ...(found.strangers > 0 ? [strangers] : [])),
    );
    meaning.append(
      make("li", "It shows that this entry, in exactly these words, is in the ledger that ", quoted(found.signer.name), " signed."),
      make("li", found.seenBy.length > 0 ? count(found.seenBy.length, "witness", "witnesses") + " outside the city signed the same ledger, so that nobody can be shown another one unnoticed." : "Nobody outside the city that is trusted here has signed this ledger, so the city alone vouches that everybody is shown the same one."),
      make("li", "It does not show that the decision is right, nor that it holds today: a later entry may have changed it."),
    );
    raw.textContent = found.entry;
    numbers.append(row("Fingerprint of the entry", code(found.leaf)), row("Top of the tree", code(found.root)));
    told.hidden = false;
    how.textContent = "Checked in this browser on " + inZone(new Date()) + ", with " + (isOwn ? "the key that you entered." : "the key in this page.");
    show(true, "This receipt is genuine.", sentence);
  }

  /* One check at a time: of several that were asked for, the last one is shown. */
  let turn = 0;
  async function run(text) {
    const mine = ++turn;
    clear();
    if (text.trim() === "") return complain(receipt, "Paste a receipt first, or choose its file.");
    const entered = own.value.split(/\s+/).filter(Boolean);
    let known;
    try {
      known = await readKeys(entered.length > 0 ? entered : [...trusted.log, ...trusted.witnesses]);
      if (entered.length > 0 && known.every((key) => key.isWitness)) throw new Reason("This is the key of a witness. Enter the key of the ledger as well.");
    } catch (problem) {
      if (!(problem instanceof Reason)) throw problem;
      if (mine !== turn) return;
      if (entered.length === 0) return show(false, "This receipt cannot be trusted.", "A key in this page is damaged, so the page is not whole. Get it anew from where you have it.");
      keys.open = true;
      return complain(own, problem.message);
    }
    const found = await check(text, known);
    if (mine !== turn) return;
    if (found.isGenuine) showGenuine(found, entered.length > 0);
    else show(false, "This receipt cannot be trusted.", found.reason);
  }
  /* Whatever goes wrong, nothing is called genuine for it. */
  const go = (text) => run(text).catch(() => refuse("The check could not be finished, so nothing is shown by it. Load the page again."));
  function refuse(words) {
    turn++;
    clear();
    show(false, "This receipt cannot be trusted.", words);
  }

  async function take(chosen) {
    forgetAddress();
    try {
      /* Of a file that is far too long, as much as tells that it is. */
      receipt.value = await chosen.slice(0, 250000).text();
    } catch {
      return refuse("The file could not be read. Choose it again.");
    }
    await go(receipt.value);
  }

  /* A receipt that came with the address is checked at once; once another is entered, the address no longer says which. */
  function fromAddress() {
    if (location.hash.length < 2) return;
    const text = fromFragment(location.hash.slice(1));
    receipt.value = text === null ? "" : text;
    if (text === null) refuse("The address does not hold a whole receipt: the link was cut off or changed. Paste the receipt, or choose its file.");
    else go(text);
  }
  function forgetAddress() {
    if (location.hash === "") return;
    try {
      history.replaceState(null, "", location.href.split("#")[0]);
    } catch {
      /* Some browsers let no file change its address. */
    }
  }

  function begin() {
    for (const key of trusted.log) listed.append(make("li", make("b", "The ledger"), code(key)));
    for (const key of trusted.witnesses) listed.append(make("li", make("b", "A witness outside the city"), code(key)));
    work.hidden = false;
    if (/^http/.test(location.protocol)) back.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      go(receipt.value);
    });
    for (const field of [receipt, own]) {
      field.addEventListener("input", () => {
        /* What is shown belongs to what stood there before. */
        turn++;
        clear();
        document.title = name;
        if (field === receipt) forgetAddress();
      });
    }
    file.addEventListener("click", () => {
      file.value = "";
    });
    file.addEventListener("change", () => {
      if (file.files[0]) take(file.files[0]);
    });
    /* A file beside the zone must not make the browser leave. */
    const isFile = (event) => event.dataTransfer && Array.from(event.dataTransfer.types).includes("Files");
    addEventListener("dragover", (event) => {
      if (!isFile(event)) return;
      event.preventDefault();
      form.classList.add("is-over");
    });
    addEventListener("dragleave", (event) => {
      if (!event.relatedTarget) form.classList.remove("is-over");
    });
    addEventListener("drop", (event) => {
      if (!isFile(event)) return;
      event.preventDefault();
      form.classList.remove("is-over");
      if (event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
    });
    save.addEventListener("click", () => {
      const link = make("a");
      link.href = URL.createObjectURL(new Blob([asItCame], { type: "text/html" }));
      link.download = "check-a-receipt.html";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 60000);
    });
    addEventListener("hashchange", fromAddress);
    /* What is folded would be missing on paper. */
    let folded = [];
    addEventListener("beforeprint", () => {
      folded = Array.from(document.querySelectorAll("#told details:not([open])"));
      for (const each of folded) each.open = true;
    });
    addEventListener("afterprint", () => {
      for (const each of folded) each.open = false;
    });
    fromAddress();
  }
  isAble().then((able) => {
    if (able) begin();
    else unable.hidden = false;
  });
})();
`;

/** With tabs, which are smaller by two kilobytes and as easily read by whoever looks into the page. */
const script = (checkingScript + screenScript).replace(/^(?: {2})+/gm, (indent) => "\t".repeat(indent.length / 2));

/** The tokens of the house, without its fonts, which would have to be loaded; so the text is a little smaller, as other letters are larger. */
const rules = `
:root { color-scheme: light; --paper: #FBFCFA; --ground: #EEF2F0; --raised: #FFF; --ink: #14202B; --soft: #47555F; --line: #CDD6D5; --edge: #66757E; --action: #174A86; --fill: #174A86; --fill-hover: #0D3160; --wash: #E4EDF7; --plate: #163F7A; --lamp: #FFC93C; --on-lamp: #14202B; --focus-edge: #14202B; --good: #0D5A38; --good-wash: #E2F1E7; --good-fill: #1B7046; --bad: #9C1F1A; --bad-wash: #FBE9E6; --bad-fill: #A8241E; --gutter: clamp(1rem, .5rem + 2.2vw, 2.5rem); --section: clamp(2.5rem, 1.8rem + 3vw, 4rem); }
@media screen and (prefers-color-scheme: dark) {
  :root { color-scheme: dark; --paper: #111B24; --ground: #0B131A; --raised: #1A2732; --ink: #EAEFF0; --soft: #AEBBC3; --line: #2D3D49; --edge: #8798A3; --action: #8EC1F5; --fill: #2C6BB5; --fill-hover: #22579A; --wash: #16304A; --plate: #1B4A8C; --focus-edge: #0B131A; --good: #93DFB4; --good-wash: #11301F; --good-fill: #22774B; --bad: #FFB3A9; --bad-wash: #3E1814; --bad-fill: #B2332B; }
}
*, *::before, *::after { box-sizing: border-box; }
[hidden] { display: none !important; }
html { -webkit-text-size-adjust: 100%; overflow-wrap: break-word; scroll-padding-block: 1.5rem; }
body { margin: 0; min-height: 100vh; display: flex; flex-direction: column; background: var(--paper); color: var(--ink); font: 1.125rem/1.5 "Segoe UI", "Noto Sans", system-ui, "Helvetica Neue", Arial, sans-serif; font-variant-numeric: lining-nums; }
h1, h2, p, dl, dd, ol, ul, pre { margin: 0; }
h1, h2 { font-weight: 750; letter-spacing: -0.012em; text-wrap: balance; }
h1 { font-size: clamp(2rem, 1.6rem + 1.6vw, 2.875rem); line-height: 1.1; }
h2 { font-size: clamp(1.375rem, 1.25rem + .6vw, 1.75rem); line-height: 1.2; }
p { text-wrap: pretty; }
b { font-weight: 650; }
svg { display: block; flex: none; fill: none; }
input, textarea, button { font: inherit; color: inherit; }
code, pre, textarea { font-family: ui-monospace, "Cascadia Mono", "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; }
code { font-size: .86em; overflow-wrap: anywhere; }
.wrap { width: 100%; max-width: 76rem; margin-inline: auto; padding-inline: var(--gutter); }
.text { max-width: 41rem; }
.lead { font-size: clamp(1.1875rem, 1.1rem + .4vw, 1.3125rem); line-height: 1.45; }
.note, .hint { font-size: 1rem; line-height: 1.45; }
.soft, .hint { color: var(--soft); }
.site { background: var(--plate); color: #FFF; border-bottom: 5px solid var(--plate); line-height: 1.3; }
.site::after { content: ""; display: block; height: 2px; background: #FFF; opacity: .92; }
.site .wrap { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: center; gap: .25rem 1.5rem; padding-block: .6rem .5rem; }
.brand { display: inline-flex; align-items: center; gap: .7rem; min-height: 2.75rem; }
.brand svg { width: 2.25rem; height: 2.5rem; }
.brand b { display: block; font-weight: 750; font-size: 1.3125rem; letter-spacing: -0.015em; line-height: 1.1; }
.brand span span { display: block; font-size: .9375rem; margin-top: .1rem; }
.site a { display: inline-flex; align-items: center; min-height: 2.5rem; color: #FFF; font-size: 1rem; text-decoration: none; }
.site a:hover { text-decoration: underline; text-decoration-thickness: 2px; }
main { flex: 1; padding-block: clamp(1.25rem, .8rem + 2vw, 2.5rem) var(--section); }
main .lead { margin-top: .8rem; }
.part { margin-top: clamp(1.5rem, 1rem + 2vw, 2.25rem); }
.section { margin-top: var(--section); }
.section > h2 { margin-bottom: 1rem; }
.verdict { max-width: 58rem; border: 3px solid var(--good-fill); border-radius: .25rem; padding: clamp(1.25rem, 1rem + 2vw, 2.25rem); display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .75rem clamp(1rem, 2.5vw, 1.75rem); background: var(--good-wash); }
.verdict > svg { width: clamp(2.5rem, 6vw, 4rem); stroke: var(--good); stroke-width: 2.75; }
.verdict--no { border: 7px double var(--bad-fill); background: var(--bad-wash); }
.verdict--no > svg { stroke: var(--bad); }
.verdict:not(.verdict--no) > .cross, .verdict--no > .tick { display: none; }
.verdict h2 { font-size: clamp(1.5rem, 1.3rem + 1vw, 2.125rem); line-height: 1.15; }
.verdict p { margin-top: .5rem; max-width: 38rem; }
.verdict .note:empty { display: none; }
.facts { margin-top: 1.5rem; max-width: 58rem; border-top: 1px solid var(--line); }
.facts > div { display: grid; grid-template-columns: minmax(8rem, 14rem) minmax(0, 1fr); gap: .1rem 1.5rem; padding-block: .65rem; border-bottom: 1px solid var(--line); }
.facts dt { font-weight: 650; }
.facts dd { min-width: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums lining-nums; }
.facts ol { padding-inline-start: 1.3em; }
.facts ul { list-style: none; padding: 0; }
.facts li + li { margin-top: .3em; }
.second { display: block; color: var(--soft); font-size: 1rem; }
.ref { font-weight: 650; letter-spacing: .02em; white-space: nowrap; }
.plain { padding-inline-start: 1.2em; }
.plain li + li { margin-top: .4em; }
details.more { margin-top: 1.25rem; max-width: 58rem; }
details.more > summary { cursor: pointer; color: var(--action); text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .18em; padding-block: .35rem; width: fit-content; }
details.more > summary:hover { text-decoration-thickness: 3px; }
details.more > div { border-inline-start: 4px solid var(--line); padding: .35rem 0 .35rem 1.1rem; margin-block: .35rem .5rem; }
details.more > div > * + * { margin-top: .75rem; }
details.more > div > * + .field { margin-top: 1.5rem; }
pre { font-size: .9375rem; line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--ground); padding: .9rem 1rem; }
.more .facts { margin-top: .5rem; font-size: 1rem; }
.drop { border: 2px dashed var(--edge); border-radius: .125rem; padding: clamp(1rem, .7rem + 2vw, 1.75rem); background: var(--ground); max-width: 58rem; }
.drop.is-over { border-style: solid; border-color: var(--fill); background: var(--wash); }
.field + .field, .field + .more, .more + .actions { margin-top: 1.5rem; }
label { display: block; font-weight: 650; line-height: 1.3; }
.hint { margin-top: .2rem; }
input[type="file"] { display: block; max-width: 100%; margin-top: .6rem; font-size: 1rem; }
input::file-selector-button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: .3rem .9rem; margin-inline-end: .8rem; border: 2px solid var(--edge); border-radius: .25rem; background: var(--raised); color: var(--ink); cursor: pointer; }
input::file-selector-button:hover { border-color: var(--ink); background: var(--wash); }
textarea { display: block; width: 100%; margin-top: .5rem; padding: .55rem .7rem; border: 2px solid var(--edge); border-radius: .125rem; background: var(--raised); color: var(--ink); font-size: .9375rem; line-height: 1.45; resize: vertical; overflow-wrap: anywhere; }
.is-wrong { border-inline-start: 5px solid var(--bad-fill); padding-inline-start: 1rem; }
.is-wrong textarea { border-color: var(--bad-fill); }
.error { color: var(--bad); font-weight: 650; line-height: 1.35; margin-top: .35rem; }
.error::before { content: ""; display: inline-block; width: .62em; height: .62em; margin-inline-end: .45em; background: var(--bad-fill); }
.button { display: inline-flex; align-items: center; justify-content: center; min-height: 2.875rem; padding: .5rem 1.4rem; border: 2px solid var(--fill); border-radius: .25rem; background: var(--fill); color: #FFF; font-weight: 700; line-height: 1.15; cursor: pointer; box-shadow: inset 0 0 0 1px rgb(255 255 255 / .55); }
.button:hover { background: var(--fill-hover); border-color: var(--fill-hover); }
.button--plain { background: var(--raised); color: var(--ink); border-color: var(--edge); box-shadow: none; font-weight: 600; }
.button--plain:hover { background: var(--wash); border-color: var(--ink); }
.keys { list-style: none; padding: 0; }
.keys li + li { margin-top: .5rem; }
.keys b { display: block; font-size: 1rem; }
.notice { border-inline-start: 6px solid var(--bad-fill); background: var(--bad-wash); padding: 1rem 1.25rem; max-width: 41rem; }
.notice > * + * { margin-top: .6rem; }
.actions { margin-top: 1.25rem; }
.foot { background: var(--ground); border-top: 1px solid var(--line); padding-bottom: 2rem; font-size: 1rem; }
.scale { display: flex; height: .5rem; border: 1.5px solid var(--ink); border-top: 0; margin-bottom: 1.5rem; }
.scale i { flex: 1; }
.scale i:nth-child(odd) { background: var(--ink); }
.scale i:nth-child(n+5) { flex: 4; }
:focus { outline: none; }
:focus-visible { outline: 2px solid var(--focus-edge); outline-offset: 3px; box-shadow: 0 0 0 3px var(--lamp); }
.button:focus-visible { box-shadow: 0 0 0 3px var(--lamp), inset 0 0 0 1px rgb(255 255 255 / .55); }
a:focus-visible, .site a:focus-visible, summary:focus-visible { background: var(--lamp); color: var(--on-lamp) !important; text-decoration: none; outline-color: transparent; outline-offset: 0; box-shadow: 0 0 0 2px var(--lamp), 0 5px 0 0 var(--focus-edge); }
[tabindex="-1"]:focus-visible { outline: none; box-shadow: none; }
@media (max-width: 40rem) { .facts > div { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 30rem) { .verdict { grid-template-columns: minmax(0, 1fr); } details.more > div { padding-inline-start: .75rem; } }
@media (prefers-contrast: more) { :root { --line: var(--edge); --soft: var(--ink); } }
@media (forced-colors: active) {
  :focus-visible { outline: 3px solid Highlight !important; outline-offset: 2px !important; }
  .site, .foot { border-block: 2px solid CanvasText; }
  .site::after { display: none; }
  .verdict > svg { stroke: CanvasText; }
  .button, .notice, pre { border: 2px solid CanvasText; }
  .error::before, .scale i:nth-child(odd) { forced-color-adjust: none; background: CanvasText; }
}
@media print {
  @page { margin: 18mm 16mm; }
  html { font-size: 9.5pt; }
  body { display: block; background: none; }
  .site { background: none; color: #000; border-bottom: 1.5pt solid #000; }
  .site::after, .site nav, #work, #keep, .scale { display: none !important; }
  .foot { background: none; border: 0; }
  .facts > div, .verdict { break-inside: avoid; }
  h2 { break-after: avoid; }
  .verdict, pre { print-color-adjust: exact; }
}
`;

/** Without the blanks that only we need. */
const style = rules.replace(/\s*\n\s*/g, "").replace(/ ?([{};:,]) /g, "$1").replaceAll(" {", "{").replaceAll(";}", "}");

/** A lamp, as its drawing would be loaded from elsewhere, and a browser that finds none asks for one. */
const icon = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" rx="4" fill="#163F7A"/><path d="M28 12 34 35H18L23 12z" fill="#FFC93C"/><path d="M10 36V10c0-4 2.4-6.5 6-6.5h9" stroke="#fff" stroke-width="3" fill="none"/><path d="M21 4.5h10V10H21z" fill="#fff"/></svg>',
).toString("base64");

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

const escapes: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (letter) => escapes[letter] ?? letter);

/** The keys of witnesses as LAMPPOST_WITNESSES has them: apart by commas, each after its address and a blank. */
export const witnessKeys = (text: string | undefined): string[] => (text ?? "").split(",").flatMap((each) => each.trim().split(/\s+/).slice(1, 2));

/** The page as one file, and the policy it is sent with. The same policy is in the file, for when it is opened from a disk. */
export function verifyPage(keys: { log: string[]; witnesses: string[] }, city: string): { html: string; policy: string } {
  const inFile = `default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; img-src data:; base-uri 'none'; form-action 'none'`;
  const title = `Check a receipt – ${city}`;
  const trusted = JSON.stringify({ log: keys.log, witnesses: keys.witnesses, title }).replaceAll("<", "\\u003c");
  const listed = (of: string[], what: string): string => of.map((key) => `<li><b>${what}</b><code>${escaped(key)}</code></li>`).join("");
  const list = `<ul class="keys">${listed(keys.log, "The ledger")}${listed(keys.witnesses, "A witness outside the city")}</ul>`;
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${inFile}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title>
<link rel="icon" href="data:image/svg+xml;base64,${icon}">
<style>${style}</style>
</head>
<body>
<header class="site"><div class="wrap">
<div class="brand"><svg viewBox="0 0 36 40" aria-hidden="true"><path d="M27 12 33.5 36H16.5L22 12z" fill="#FFC93C"/><path d="M9 38V9.5C9 5.4 11.4 3 15 3h9.5" stroke="currentColor" stroke-width="3"/><path d="M20 4h10v5.5H20z" fill="currentColor"/><path d="M4 37.5h11" stroke="currentColor" stroke-width="3"/></svg><span><b>Lamppost</b><span>${escaped(city)}</span></span></div>
<nav id="back" aria-label="Portal" hidden><a href="/ledger">About the ledger</a></nav>
</div></header>
<main id="main"><div class="wrap">
<h1>Check a receipt</h1>
<p class="lead text">A receipt shows that a decision was really made, when, and that nobody changed it since. The check runs in your browser: your receipt is not sent anywhere.</p>
<noscript><div class="notice part"><p><b>The check happens in your browser, and needs JavaScript, which is off.</b></p><p>You can also check a receipt with any program that reads C2SP tlog-proof, with these keys:</p>${list}</div></noscript>
<div class="notice part" id="unable" role="alert" hidden><p><b>This browser cannot check receipts.</b></p><p>It does not know the kind of signature that the ledger uses (Ed25519), or was not given this page over a safe connection. Use a newer browser, or save this page and open it from your disk. Any program that reads C2SP tlog-proof can check a receipt as well.</p></div>
<section class="part" id="result" aria-labelledby="verdict" hidden>
<div class="verdict" id="box"><svg class="tick" viewBox="0 0 24 24" aria-hidden="true"><path d="m4 12.5 5.5 5.5L20 6.5"/></svg><svg class="cross" viewBox="0 0 24 24" aria-hidden="true"><path d="M5 5l14 14M19 5 5 19"/></svg><div><h2 id="verdict" tabindex="-1"></h2><p id="what"></p><p class="note soft" id="how"></p></div></div>
<div id="told" hidden>
<dl class="facts" id="facts"></dl>
<div class="section text"><h2>What this shows, and what it does not</h2><ul class="plain" id="meaning"></ul></div>
<details class="more"><summary>The entry, letter for letter</summary><div><p class="note">This is what was signed. What stands under “sealed” is a fingerprint of something that is not published, such as who acted.</p><pre id="raw" tabindex="0" role="region" aria-label="The entry, letter for letter"></pre><dl class="facts" id="numbers"></dl></div></details>
</div>
</section>
<div id="work" hidden>
<section class="section" id="another" aria-labelledby="another-head" hidden><h2 id="another-head">Check another receipt</h2></section>
<form class="drop part" id="form" novalidate>
<div class="field"><label for="file">Receipt file</label><p class="hint" id="file-hint">Its name begins with receipt- and it has a few kilobytes. You can also drop it here.</p><input type="file" id="file" aria-describedby="file-hint"></div>
<div class="field"><label for="receipt">Or paste the receipt</label><p class="hint" id="receipt-hint">All of it, from its first line, c2sp.org/tlog-proof@v1, to its last.</p><p class="error" id="receipt-error" role="alert" hidden></p><textarea id="receipt" rows="7" aria-describedby="receipt-hint receipt-error" spellcheck="false" autocomplete="off" autocapitalize="off"></textarea></div>
<details class="more" id="keys"><summary>Which key do you trust?</summary><div><p class="note">A receipt is worth as much as the key it is checked with. This page came with the ${keys.log.length + keys.witnesses.length === 1 ? "key" : "keys"} below. If you have it from somebody you do not trust, compare them with what you know from elsewhere.</p><ul class="keys" id="listed"></ul><div class="field"><label for="own">Use your own key instead</label><p class="hint" id="own-hint">Paste the key of a ledger, and of its witnesses if you like, one a line. Then only these count.</p><p class="error" id="own-error" role="alert" hidden></p><textarea id="own" rows="2" aria-describedby="own-hint own-error" spellcheck="false" autocomplete="off" autocapitalize="off"></textarea></div></div></details>
<p class="actions"><button class="button">Check it</button></p>
</form>
<section class="section text" id="keep" aria-labelledby="keep-head"><h2 id="keep-head">Keep this page</h2><p>Save this page to your disk; it needs nothing else. It works there in the same way, without a connection, and when this portal is gone.</p><p class="actions"><button class="button button--plain" type="button" id="save">Save this page</button></p></section>
</div>
</div></main>
<footer class="foot"><div class="wrap"><div class="scale" aria-hidden="true"><i></i><i></i><i></i><i></i><i></i><i></i></div><p>${escaped(city)}. This page loads nothing and sends nothing.</p></div></footer>
<script type="application/json" id="trusted">${trusted}</script>
<script>${script}</script>
</body>
</html>
`;
  return { html, policy: `${inFile}; frame-ancestors 'none'` };
}
