"use server";
import { formAction } from "@/lib/forms/form-action";
import { answerItem } from "@/lib/reviews/answer-item";
import { closeReview } from "@/lib/reviews/close-review";
import { finishReview } from "@/lib/reviews/finish-review";
import { handOver } from "@/lib/reviews/hand-over";
import { launchReview } from "@/lib/reviews/launch-review";

const reviewPage = ({ subjectId }: { subjectId: string }) => `/staff/access/reviews/${subjectId}`;

export const launch = formAction(launchReview, reviewPage);
export const close = formAction(closeReview, reviewPage);
export const finish = formAction(finishReview, reviewPage);
export const giveToAnother = formAction(handOver, reviewPage);
/** On to what waits next, or back to the review where nothing does. */
export const answer = formAction(answerItem, ({ reference }) => `/staff/access/reviews/${reference}`);
