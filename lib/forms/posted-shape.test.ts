import { describe, expect, it } from "vitest";
import { hasOurShape } from "@/lib/forms/posted-shape";

const form = (fields: Record<string, string>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
};
const id = "7f1450db75fd19e918f9340f3a1b4b847de4afca3c";
const plain = { $ACTION_REF_1: "", "$ACTION_1:0": `{"id":"${id}","bound":"$@1"}`, "$ACTION_1:1": '[{"attempt":0,"values":{},"problems":[]}]', $ACTION_KEY: "k1", reason: "because" };

describe("a form of ours", () => {
  it.each([
    ["without scripts", plain, false],
    ["without scripts, with nothing to remember", { [`$ACTION_ID_${id}`]: "", name: "x" }, false],
    ["that names no act: a search", { find: "quay" }, false],
    ["with scripts", { 0: '[{"attempt":1,"values":{},"problems":[]},"$K1"]', "1_reason": "because" }, true],
    ["with scripts, where somebody typed a dollar sign", { 0: '[{"values":{"paid":"$$100","none":"$undefined"},"problems":[]},"$K1"]' }, true],
    ["with scripts, with nothing to remember", { 0: '["$K1"]' }, true],
  ])("%s", (_, fields, byScript) => expect(hasOurShape(form(fields), byScript)).toBe(true));
});

describe("a form of another shape", () => {
  it.each([
    ["an act's address that is none", { ...plain, "$ACTION_1:0": '{"id":"../../etc","bound":"$@1"}' }, false],
    ["no address", { ...plain, "$ACTION_1:0": "{}" }, false],
    ["what is no JSON", { ...plain, "$ACTION_1:0": "../x" }, false],
    ["nothing remembered", { ...plain, "$ACTION_1:0": `{"id":"${id}","bound":null}` }, false],
    ["what it remembers is missing", { ...plain, "$ACTION_1:0": `{"id":"${id}","bound":"$@7"}` }, false],
    ["what it remembers is no list", { ...plain, "$ACTION_1:1": '{"a":1}' }, false],
    ["what it remembers is a list of texts", { ...plain, "$ACTION_1:1": '["x"]' }, false],
    ["what it remembers is no JSON", { ...plain, "$ACTION_1:1": "nojson" }, false],
    ["a short address", { $ACTION_ID_0000: "" }, false],
    ["with scripts, nothing", {}, true],
    ["with scripts, no list", { 0: "{}" }, true],
    ["with scripts, an empty list", { 0: "[]" }, true],
    ["with scripts, no fields", { 0: '[{"attempt":1},{"not":""}]' }, true],
    ["with scripts, no JSON", { 0: "xx" }, true],
    ["with scripts, a reference where a text is expected", { 0: '[{"values":{"a":"$Q5"}},"$K1"]' }, true],
    ["a reference where a text is expected", { ...plain, "$ACTION_1:1": '[{"values":{"a":["$F9"]}}]' }, false],
    ["with scripts, fields where its memory should be", { 0: '["$K1","$K2"]' }, true],
  ])("%s", (_, fields, byScript) => expect(hasOurShape(form(fields), byScript)).toBe(false));
});
