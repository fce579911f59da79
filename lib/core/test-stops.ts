import { db } from "@/lib/core/db";
import { good, inDays, must, type Someone } from "@/lib/core/test-city";
import { asPerson } from "@/lib/core/wall";
import { orderStop } from "@/lib/enforcement/order-stop";
import { reachOf } from "@/lib/enforcement/reach";
import { withdrawRights } from "@/lib/enforcement/withdraw-rights";
import { mayOperate, type OperationOf } from "@/lib/permits/may-operate";
import type { StopScope } from "@/lib/permits/standing";

/** What a person is shown that a stop over this reaches now. */
export const seenNow = async (who: { id: string }, scope: StopScope): Promise<string> => asPerson(who.id, async () => (await reachOf(db, scope, new Date())).seen);

/** What a form sends to stop this for a fortnight, as it is seen now. */
export const stopInput = async (who: { id: string }, scope: StopScope, more: object = {}) => ({ ...scope, effect: "suspend", emergency: "no", until: inDays(14), reason: good, without: "danger", seen: await seenNow(who, scope), ...more });

/** Orders a stop, and answers it as it is stored. */
export async function stopped(who: Someone, scope: StopScope, more: object = {}) {
  const { subjectId } = await must(orderStop, who.actor, await stopInput(who, scope, more));
  return db.stop.findUniqueOrThrow({ where: { id: subjectId } });
}

/** Withdraws for good what lies under this, and answers the stop as it is stored. */
export async function withdrawn(who: Someone, scope: StopScope, effect: "revoke" | "void" = "revoke") {
  const { subjectId } = await must(withdrawRights, who.actor, { ...scope, effect, confirm: "yes", reason: good, without: "danger", seen: await seenNow(who, scope) });
  return db.stop.findUniqueOrThrow({ where: { id: subjectId } });
}

export const statusOf = async (permitId: string): Promise<string> => (await db.permit.findUniqueOrThrow({ where: { id: permitId } })).status;

/** Whether each device of a permit may operate, in the order of their places. */
export async function operations(permitId: string, now = new Date()): Promise<OperationOf["operation"][]> {
  const devices = await db.device.findMany({ where: { permitId }, orderBy: { asset: { code: "asc" } }, select: { id: true } });
  const answers = new Map((await mayOperate({ ids: devices.map(({ id }) => id) }, now)).map(({ id, operation }) => [id, operation]));
  return devices.map(({ id }) => answers.get(id) ?? "removed");
}
