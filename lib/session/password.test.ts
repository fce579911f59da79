import { describe, expect, it } from "vitest";
import { fits, hashPassword, passwordProblem } from "@/lib/session/password";

const about = ["Inês Duarte", "ines.duarte@city.test"];

describe("a new password", () => {
  it.each<[string, "password_short" | "password_common" | null]>([
    ["a bicycle under the bridge", null],
    ["correct horse battery", null],
    ["Tr0ub4dor&3xyz", null],
    ["велосипед под мостом", null],
    ["inêsduarte2026", "password_common"],
    ["short", "password_short"],
    ["elevenchars", "password_short"],
    ["💡💡💡💡💡💡", "password_short"], // six characters, twelve units
    ["", "password_short"],
    ["password12345", "password_common"],
    ["Password!2026", "password_common"],
    ["p.a.s.s.w.o.r.d.1", "password_common"],
    ["passwordpassword", "password_common"],
    ["lamppost-2026", "password_common"],
    ["123456789012", "password_common"],
    ["aaaaaaaaaaaaaaa", "password_common"],
    ["abababababababab", "password_common"],
    ["ines.duarte@city.test", "password_common"],
    ["Ines.Duarte@City.Test!", "password_common"],
  ])("%s: %s", (password, problem) => {
    expect(passwordProblem(password, about)).toBe(problem);
  });
});

describe("a stored password", () => {
  it("is a hash that fits the password and no other, and differs each time", async () => {
    const [one, two] = await Promise.all([hashPassword("a bicycle under the bridge"), hashPassword("a bicycle under the bridge")]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
    expect(await fits("a bicycle under the bridge", one)).toBe(true);
    expect(await fits("a bicycle under the bridge ", one)).toBe(false);
    expect(await fits("", one)).toBe(false);
  });

  it("fits nobody who has none, whatever is typed, and nothing that is no hash", async () => {
    for (const typed of ["", "nobody's password", "null"]) expect(await fits(typed, null)).toBe(false);
    expect(await fits("x", "not a hash")).toBe(false);
    expect(await fits("", "")).toBe(false);
  });
});
