"use server";
import { drawUpRun } from "@/lib/bulk/draw-up";
import { goOnRun } from "@/lib/bulk/go-on";
import { startRun } from "@/lib/bulk/start";
import { stopRun } from "@/lib/bulk/stop";
import { formAction } from "@/lib/forms/form-action";

const runOf = ({ reference }: { reference: string | null }) => `/staff/bulk/${reference}`;
export const drawUp = formAction(drawUpRun, runOf);
export const start = formAction(startRun, runOf);
export const stop = formAction(stopRun, runOf);
export const goOn = formAction(goOnRun, runOf);
