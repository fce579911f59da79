"use server";
import { decideAnew } from "@/lib/enforcement/decide-anew";
import { liftStop } from "@/lib/enforcement/lift-stop";
import { orderStop } from "@/lib/enforcement/order-stop";
import { ratifyStop } from "@/lib/enforcement/ratify-stop";
import { setAsideStop } from "@/lib/enforcement/set-aside-stop";
import { withdrawRights } from "@/lib/enforcement/withdraw-rights";
import { formAction } from "@/lib/forms/form-action";

const stopOf = ({ reference }: { reference: string | null }) => `/staff/stops/${reference}`;

export const order = formAction(orderStop, stopOf);
export const withdraw = formAction(withdrawRights, stopOf);
export const lift = formAction(liftStop, stopOf);
export const ratify = formAction(ratifyStop, stopOf);
export const setAside = formAction(setAsideStop, stopOf);
export const decide = formAction(decideAnew, stopOf);
