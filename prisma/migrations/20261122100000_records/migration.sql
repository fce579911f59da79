-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "BaseKind" AS ENUM ('boundary', 'street', 'water', 'green');

-- CreateEnum
CREATE TYPE "AssetClass" AS ENUM ('light_pole', 'traffic_pole', 'cabinet', 'shelter', 'kiosk', 'rooftop', 'duct', 'other');

-- CreateEnum
CREATE TYPE "HoldStatus" AS ENUM ('held', 'consumed', 'released');

-- CreateEnum
CREATE TYPE "ImportStatus" AS ENUM ('uploaded', 'queued', 'running', 'finished', 'failed', 'discarded');

-- CreateEnum
CREATE TYPE "NetworkKind" AS ENUM ('wifi', 'lorawan', 'fibre', 'cellular', 'vlan');

-- CreateEnum
CREATE TYPE "ActorKind" AS ENUM ('person', 'visitor', 'operator');

-- CreateEnum
CREATE TYPE "PartnerStatus" AS ENUM ('registered', 'verified', 'refused');

-- CreateEnum
CREATE TYPE "PersonStatus" AS ENUM ('invited', 'active', 'deactivated');

-- CreateEnum
CREATE TYPE "GrantOrigin" AS ENUM ('given', 'registration', 'setup');

-- CreateEnum
CREATE TYPE "ApplicationStatus" AS ENUM ('draft', 'submitted', 'in_review', 'changes_requested', 'approved', 'approved_with_conditions', 'refused', 'withdrawn', 'lapsed');

-- CreateEnum
CREATE TYPE "PermitStatus" AS ENUM ('scheduled', 'active', 'restricted', 'suspended', 'revoked', 'expired', 'superseded', 'surrendered', 'voided');

-- CreateEnum
CREATE TYPE "DeviceStatus" AS ENUM ('authorised', 'deauthorised', 'removed');

-- CreateEnum
CREATE TYPE "Purpose" AS ENUM ('air_and_weather', 'traffic_and_parking', 'phone_and_internet', 'lighting', 'safety', 'water_and_waste', 'information', 'research');

-- CreateEnum
CREATE TYPE "Identifies" AS ENUM ('no', 'anonymous', 'yes');

-- CreateTable
CREATE TABLE "Agency" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Agency_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Zone" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "geometry" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Zone_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "BaseFeature" (
    "id" UUID NOT NULL,
    "kind" "BaseKind" NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "main" BOOLEAN NOT NULL DEFAULT false,
    "geometry" JSONB NOT NULL,
    "west" DOUBLE PRECISION NOT NULL,
    "south" DOUBLE PRECISION NOT NULL,
    "east" DOUBLE PRECISION NOT NULL,
    "north" DOUBLE PRECISION NOT NULL,

    CONSTRAINT "BaseFeature_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Asset" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "agencyId" UUID NOT NULL,
    "assetClass" "AssetClass" NOT NULL,
    "zoneId" UUID,
    "lat" DOUBLE PRECISION NOT NULL,
    "lon" DOUBLE PRECISION NOT NULL,
    "place" TEXT NOT NULL DEFAULT '',
    "slots" INTEGER NOT NULL DEFAULT 2,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Asset_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SlotHold" (
    "id" UUID NOT NULL,
    "assetId" UUID NOT NULL,
    "slot" INTEGER NOT NULL,
    "applicationId" UUID NOT NULL,
    "status" "HoldStatus" NOT NULL DEFAULT 'held',
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "SlotHold_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AssetImport" (
    "id" UUID NOT NULL,
    "status" "ImportStatus" NOT NULL DEFAULT 'uploaded',
    "fileName" TEXT NOT NULL,
    "fileHash" TEXT NOT NULL,
    "fileBytes" INTEGER NOT NULL,
    "agencyId" UUID,
    "startedById" UUID NOT NULL,
    "inspection" JSONB NOT NULL,
    "options" JSONB NOT NULL DEFAULT '{}',
    "rowsRead" INTEGER NOT NULL DEFAULT 0,
    "rowsGood" INTEGER NOT NULL DEFAULT 0,
    "rowsBad" INTEGER NOT NULL DEFAULT 0,
    "added" INTEGER NOT NULL DEFAULT 0,
    "changed" INTEGER NOT NULL DEFAULT 0,
    "unchanged" INTEGER NOT NULL DEFAULT 0,
    "bytesRead" BIGINT NOT NULL DEFAULT 0,
    "leaseUntil" TIMESTAMPTZ(3),
    "lastProblem" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "finishedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AssetImport_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ImportFileChunk" (
    "importId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "ImportFileChunk_pkey" PRIMARY KEY ("importId","number")
);

-- CreateTable
CREATE TABLE "ImportProblem" (
    "id" UUID NOT NULL,
    "importId" UUID NOT NULL,
    "line" INTEGER NOT NULL,
    "column" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "words" TEXT NOT NULL,
    "record" JSONB,

    CONSTRAINT "ImportProblem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Network" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "kind" "NetworkKind" NOT NULL,
    "agencyId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Network_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "LedgerEntry" (
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "name" TEXT NOT NULL,
    "subjectType" TEXT NOT NULL,
    "subjectId" UUID NOT NULL,
    "fromStatus" TEXT,
    "toStatus" TEXT,
    "grantId" UUID,
    "actorKind" "ActorKind" NOT NULL,
    "open" JSONB NOT NULL DEFAULT '{}',
    "actorId" UUID,
    "sealed" JSONB NOT NULL DEFAULT '{}',
    "causeId" UUID,
    "previousId" UUID,

    CONSTRAINT "LedgerEntry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DecisionKey" (
    "id" UUID NOT NULL,
    "sender" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "decision" TEXT NOT NULL,
    "inputHash" TEXT NOT NULL,
    "outcome" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "DecisionKey_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Notice" (
    "id" UUID NOT NULL,
    "personId" UUID,
    "email" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "data" JSONB NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "dueAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "leaseUntil" TIMESTAMPTZ(3),
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "deliveredAt" TIMESTAMPTZ(3),
    "failedAt" TIMESTAMPTZ(3),
    "lastProblem" TEXT,
    "subject" TEXT,
    "text" TEXT,

    CONSTRAINT "Notice_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Partner" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "registrationNumber" TEXT NOT NULL,
    "website" TEXT NOT NULL DEFAULT '',
    "publicContact" TEXT NOT NULL,
    "status" "PartnerStatus" NOT NULL DEFAULT 'registered',
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Partner_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" UUID NOT NULL,
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "line" TEXT NOT NULL DEFAULT '',
    "status" "PersonStatus" NOT NULL DEFAULT 'invited',
    "passwordHash" TEXT,
    "totpSecret" TEXT,
    "totpLastStep" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "EnrolmentLink" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "tokenHash" TEXT NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "EnrolmentLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Grant" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "capability" TEXT NOT NULL,
    "agencyId" UUID,
    "zoneId" UUID,
    "assetClass" "AssetClass",
    "highestTier" INTEGER,
    "partnerId" UUID,
    "validFrom" TIMESTAMPTZ(3) NOT NULL,
    "validUntil" TIMESTAMPTZ(3),
    "reason" TEXT NOT NULL,
    "origin" "GrantOrigin" NOT NULL DEFAULT 'given',
    "givenById" UUID,
    "endedAt" TIMESTAMPTZ(3),
    "endedById" UUID,
    "endReason" TEXT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Grant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Membership" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "partnerId" UUID NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "endedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Membership_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Application" (
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "partnerId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "status" "ApplicationStatus" NOT NULL DEFAULT 'draft',
    "draft" JSONB NOT NULL DEFAULT '{}',
    "agencyId" UUID,
    "zoneId" UUID,
    "assetClass" "AssetClass",
    "tier" INTEGER NOT NULL DEFAULT 4,
    "heldById" UUID,
    "submittedAt" TIMESTAMPTZ(3),
    "dueOn" DATE,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Application_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Submission" (
    "id" UUID NOT NULL,
    "applicationId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "content" JSONB NOT NULL,
    "contentHash" TEXT NOT NULL,
    "sentById" UUID NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Submission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Permit" (
    "id" UUID NOT NULL,
    "reference" TEXT NOT NULL,
    "applicationId" UUID NOT NULL,
    "submissionId" UUID NOT NULL,
    "partnerId" UUID NOT NULL,
    "title" TEXT NOT NULL,
    "status" "PermitStatus" NOT NULL,
    "startsOn" DATE NOT NULL,
    "expiresOn" DATE NOT NULL,
    "suspendedUntil" DATE,
    "reason" TEXT NOT NULL,
    "decidedById" UUID NOT NULL,
    "decidedAt" TIMESTAMPTZ(3) NOT NULL,
    "agencyId" UUID,
    "zoneId" UUID,
    "assetClass" "AssetClass",
    "tier" INTEGER NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Permit_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "PermitCondition" (
    "id" UUID NOT NULL,
    "permitId" UUID NOT NULL,
    "number" INTEGER NOT NULL,
    "words" TEXT NOT NULL,

    CONSTRAINT "PermitCondition_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Device" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "permitId" UUID NOT NULL,
    "partnerId" UUID NOT NULL,
    "assetId" UUID NOT NULL,
    "zoneId" UUID,
    "networkId" UUID,
    "status" "DeviceStatus" NOT NULL DEFAULT 'authorised',
    "name" TEXT NOT NULL,
    "make" TEXT NOT NULL DEFAULT '',
    "model" TEXT NOT NULL DEFAULT '',
    "serial" TEXT NOT NULL DEFAULT '',
    "purpose" "Purpose" NOT NULL,
    "why" TEXT NOT NULL,
    "collects" TEXT[],
    "identifies" "Identifies" NOT NULL,
    "keptWords" TEXT NOT NULL,
    "sharedWords" TEXT NOT NULL,
    "lat" DOUBLE PRECISION NOT NULL,
    "lon" DOUBLE PRECISION NOT NULL,
    "permitStatus" "PermitStatus" NOT NULL,
    "startsOn" DATE NOT NULL,
    "expiresOn" DATE NOT NULL,
    "words" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Device_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "lastSeenAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "endedAt" TIMESTAMPTZ(3),
    "secondFactorAt" TIMESTAMPTZ(3),
    "browser" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "RateLimiterFlexible" (
    "key" TEXT NOT NULL,
    "points" INTEGER NOT NULL,
    "expire" TIMESTAMP(3),

    CONSTRAINT "RateLimiterFlexible_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "Agency_name_key" ON "Agency"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Zone_code_key" ON "Zone"("code");

-- CreateIndex
CREATE INDEX "BaseFeature_kind_idx" ON "BaseFeature"("kind");

-- CreateIndex
CREATE UNIQUE INDEX "Asset_code_key" ON "Asset"("code");

-- CreateIndex
CREATE INDEX "Asset_agencyId_id_idx" ON "Asset"("agencyId", "id");

-- CreateIndex
CREATE INDEX "Asset_zoneId_id_idx" ON "Asset"("zoneId", "id");

-- CreateIndex
CREATE INDEX "Asset_lon_lat_idx" ON "Asset"("lon", "lat");

-- CreateIndex
CREATE INDEX "SlotHold_assetId_status_idx" ON "SlotHold"("assetId", "status");

-- CreateIndex
CREATE INDEX "SlotHold_applicationId_idx" ON "SlotHold"("applicationId");

-- CreateIndex
CREATE INDEX "AssetImport_status_createdAt_idx" ON "AssetImport"("status", "createdAt");

-- CreateIndex
CREATE INDEX "ImportProblem_importId_line_idx" ON "ImportProblem"("importId", "line");

-- CreateIndex
CREATE UNIQUE INDEX "Network_code_key" ON "Network"("code");

-- CreateIndex
CREATE INDEX "LedgerEntry_subjectType_subjectId_id_idx" ON "LedgerEntry"("subjectType", "subjectId", "id");

-- CreateIndex
CREATE INDEX "LedgerEntry_actorId_id_idx" ON "LedgerEntry"("actorId", "id");

-- CreateIndex
CREATE INDEX "LedgerEntry_name_id_idx" ON "LedgerEntry"("name", "id");

-- CreateIndex
CREATE INDEX "DecisionKey_createdAt_idx" ON "DecisionKey"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "DecisionKey_sender_key_key" ON "DecisionKey"("sender", "key");

-- CreateIndex
CREATE INDEX "Notice_deliveredAt_failedAt_dueAt_idx" ON "Notice"("deliveredAt", "failedAt", "dueAt");

-- CreateIndex
CREATE INDEX "Notice_email_id_idx" ON "Notice"("email", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Partner_name_key" ON "Partner"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Partner_registrationNumber_key" ON "Partner"("registrationNumber");

-- CreateIndex
CREATE UNIQUE INDEX "Person_email_key" ON "Person"("email");

-- CreateIndex
CREATE UNIQUE INDEX "EnrolmentLink_tokenHash_key" ON "EnrolmentLink"("tokenHash");

-- CreateIndex
CREATE INDEX "EnrolmentLink_personId_idx" ON "EnrolmentLink"("personId");

-- CreateIndex
CREATE INDEX "Grant_personId_endedAt_idx" ON "Grant"("personId", "endedAt");

-- CreateIndex
CREATE INDEX "Grant_capability_endedAt_idx" ON "Grant"("capability", "endedAt");

-- CreateIndex
CREATE INDEX "Membership_partnerId_idx" ON "Membership"("partnerId");

-- CreateIndex
CREATE UNIQUE INDEX "Membership_personId_partnerId_key" ON "Membership"("personId", "partnerId");

-- CreateIndex
CREATE UNIQUE INDEX "Application_reference_key" ON "Application"("reference");

-- CreateIndex
CREATE INDEX "Application_partnerId_id_idx" ON "Application"("partnerId", "id");

-- CreateIndex
CREATE INDEX "Application_status_dueOn_id_idx" ON "Application"("status", "dueOn", "id");

-- CreateIndex
CREATE UNIQUE INDEX "Submission_applicationId_number_key" ON "Submission"("applicationId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Permit_reference_key" ON "Permit"("reference");

-- CreateIndex
CREATE UNIQUE INDEX "Permit_applicationId_key" ON "Permit"("applicationId");

-- CreateIndex
CREATE UNIQUE INDEX "Permit_submissionId_key" ON "Permit"("submissionId");

-- CreateIndex
CREATE INDEX "Permit_partnerId_id_idx" ON "Permit"("partnerId", "id");

-- CreateIndex
CREATE INDEX "Permit_status_id_idx" ON "Permit"("status", "id");

-- CreateIndex
CREATE UNIQUE INDEX "PermitCondition_permitId_number_key" ON "PermitCondition"("permitId", "number");

-- CreateIndex
CREATE UNIQUE INDEX "Device_code_key" ON "Device"("code");

-- CreateIndex
CREATE INDEX "Device_permitId_idx" ON "Device"("permitId");

-- CreateIndex
CREATE INDEX "Device_assetId_idx" ON "Device"("assetId");

-- CreateIndex
CREATE INDEX "Device_partnerId_id_idx" ON "Device"("partnerId", "id");

-- CreateIndex
CREATE INDEX "Session_personId_endedAt_idx" ON "Session"("personId", "endedAt");

-- AddForeignKey
ALTER TABLE "Asset" ADD CONSTRAINT "Asset_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Asset" ADD CONSTRAINT "Asset_zoneId_fkey" FOREIGN KEY ("zoneId") REFERENCES "Zone"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SlotHold" ADD CONSTRAINT "SlotHold_assetId_fkey" FOREIGN KEY ("assetId") REFERENCES "Asset"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SlotHold" ADD CONSTRAINT "SlotHold_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AssetImport" ADD CONSTRAINT "AssetImport_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AssetImport" ADD CONSTRAINT "AssetImport_startedById_fkey" FOREIGN KEY ("startedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportFileChunk" ADD CONSTRAINT "ImportFileChunk_importId_fkey" FOREIGN KEY ("importId") REFERENCES "AssetImport"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ImportProblem" ADD CONSTRAINT "ImportProblem_importId_fkey" FOREIGN KEY ("importId") REFERENCES "AssetImport"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Network" ADD CONSTRAINT "Network_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Notice" ADD CONSTRAINT "Notice_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "EnrolmentLink" ADD CONSTRAINT "EnrolmentLink_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_zoneId_fkey" FOREIGN KEY ("zoneId") REFERENCES "Zone"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_partnerId_fkey" FOREIGN KEY ("partnerId") REFERENCES "Partner"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_givenById_fkey" FOREIGN KEY ("givenById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Grant" ADD CONSTRAINT "Grant_endedById_fkey" FOREIGN KEY ("endedById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Membership" ADD CONSTRAINT "Membership_partnerId_fkey" FOREIGN KEY ("partnerId") REFERENCES "Partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Application" ADD CONSTRAINT "Application_partnerId_fkey" FOREIGN KEY ("partnerId") REFERENCES "Partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Application" ADD CONSTRAINT "Application_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Application" ADD CONSTRAINT "Application_zoneId_fkey" FOREIGN KEY ("zoneId") REFERENCES "Zone"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Application" ADD CONSTRAINT "Application_heldById_fkey" FOREIGN KEY ("heldById") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Submission" ADD CONSTRAINT "Submission_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Submission" ADD CONSTRAINT "Submission_sentById_fkey" FOREIGN KEY ("sentById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Permit" ADD CONSTRAINT "Permit_applicationId_fkey" FOREIGN KEY ("applicationId") REFERENCES "Application"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Permit" ADD CONSTRAINT "Permit_submissionId_fkey" FOREIGN KEY ("submissionId") REFERENCES "Submission"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Permit" ADD CONSTRAINT "Permit_partnerId_fkey" FOREIGN KEY ("partnerId") REFERENCES "Partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Permit" ADD CONSTRAINT "Permit_decidedById_fkey" FOREIGN KEY ("decidedById") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Permit" ADD CONSTRAINT "Permit_agencyId_fkey" FOREIGN KEY ("agencyId") REFERENCES "Agency"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Permit" ADD CONSTRAINT "Permit_zoneId_fkey" FOREIGN KEY ("zoneId") REFERENCES "Zone"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "PermitCondition" ADD CONSTRAINT "PermitCondition_permitId_fkey" FOREIGN KEY ("permitId") REFERENCES "Permit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Device" ADD CONSTRAINT "Device_permitId_fkey" FOREIGN KEY ("permitId") REFERENCES "Permit"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Device" ADD CONSTRAINT "Device_partnerId_fkey" FOREIGN KEY ("partnerId") REFERENCES "Partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Device" ADD CONSTRAINT "Device_assetId_fkey" FOREIGN KEY ("assetId") REFERENCES "Asset"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Device" ADD CONSTRAINT "Device_zoneId_fkey" FOREIGN KEY ("zoneId") REFERENCES "Zone"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Device" ADD CONSTRAINT "Device_networkId_fkey" FOREIGN KEY ("networkId") REFERENCES "Network"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

