import "server-only";
import type { Action } from "@/lib/access/ability";
import type { Decision } from "@/lib/decisions/decision";
import { assignApplication } from "@/lib/applications/assign";
import { refuseApplication } from "@/lib/applications/refuse";
import { requestChanges } from "@/lib/applications/request-changes";
import { takeApplication } from "@/lib/applications/take";
import { consider } from "@/lib/hearings/consider";
import { approveApplication } from "@/lib/permits/approve";
import { resumePermit } from "@/lib/permits/resume";
import { revokePermit } from "@/lib/permits/revoke";
import { suspendPermit } from "@/lib/permits/suspend";
import type { BulkDeed } from "@/lib/bulk/schema";

/** A record of a selection, as far as a decision's input needs it. */
export interface Picked {
  id: string;
  version: number;
  /** of an application: until when its partner wants it */
  until: string;
}
type Common = Record<string, unknown>;

interface Row {
  kind: "Application" | "Permit";
  /** who may do it to one record may do it to several: to each by their grants */
  action: [Action, "Application" | "Permit" | "Consideration"];
  decide: Decision<unknown>;
  /** from what is the same for all of them, and one of them, the input of the one decision */
  inputOf(common: Common, one: Picked): Common;
}

const only = (common: Common, names: readonly string[]): Common => Object.fromEntries(names.flatMap((name) => (common[name] === undefined || common[name] === "" ? [] : [[name, common[name]]])));
const ofCase = (names: readonly string[]) => (common: Common, { id, version }: Picked): Common => ({ applicationId: id, version, ...only(common, names) });
const ofPermit = (names: readonly string[]) => (common: Common, { id, version }: Picked): Common => ({ permitId: id, version, ...only(common, names) });
const as = (decide: unknown): Decision<unknown> => decide as Decision<unknown>;

/** What can be done over a selection: each row is a decision on one record, taken for each by itself. */
export const bulkDeeds: Record<BulkDeed, Row> = {
  case_take: { kind: "Application", action: ["take", "Application"], decide: as(takeApplication), inputOf: ofCase([]) },
  case_assign: { kind: "Application", action: ["assign", "Application"], decide: as(assignApplication), inputOf: ofCase(["personId", "reason"]) },
  case_request_changes: { kind: "Application", action: ["request_changes", "Application"], decide: as(requestChanges), inputOf: (common, one) => ({ parts: [], ...ofCase(["reason", "parts", "by"])(common, one) }) },
  case_consider: { kind: "Application", action: ["refuse", "Application"], decide: as(consider), inputOf: (common, one) => ({ intends: "refusal", ...ofCase(["reason", "grounds", "by"])(common, one) }) },
  // Each until the day that its own partner asked for.
  case_approve: { kind: "Application", action: ["approve", "Application"], decide: as(approveApplication), inputOf: (common, one) => ({ until: one.until, conditions: "", library: [], grounds: [], ...ofCase(["reason", "conditions", "library"])(common, one) }) },
  case_refuse: { kind: "Application", action: ["refuse", "Application"], decide: as(refuseApplication), inputOf: ofCase(["reason", "grounds", "without"]) },
  // Who may consider which is asked of each: one may revoke and not suspend.
  permit_consider: { kind: "Permit", action: ["examine", "Permit"], decide: as(consider), inputOf: ofPermit(["intends", "reason", "grounds", "by"]) },
  permit_suspend: { kind: "Permit", action: ["suspend", "Permit"], decide: as(suspendPermit), inputOf: ofPermit(["until", "reason", "without"]) },
  permit_resume: { kind: "Permit", action: ["resume", "Permit"], decide: as(resumePermit), inputOf: ofPermit(["reason"]) },
  permit_revoke: { kind: "Permit", action: ["revoke", "Permit"], decide: as(revokePermit), inputOf: ofPermit(["reason", "without", "confirm"]) },
};

/** What whoever draws up, starts or goes on with a run has to be allowed. */
export const mayOf = ({ deed }: { deed: BulkDeed }): Row["action"] => bulkDeeds[deed].action;
