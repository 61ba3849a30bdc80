import {
  INFRA_OUTSIDE,
  MINUTE,
  PM_OUTSIDE,
  type ProtocolWorld,
  pmHere,
  RETAIL_OUTSIDE,
} from '../../support/protocol-world';
import type { Body } from '../../support/strict-partner';

/** How a call is rightly made: by whom, and with what. */
export interface Right {
  readonly sender: string;
  /** Every field of the table, two in each list; what it is about exists, or is new. */
  body(): Body | Promise<Body>;
  /** Paths of fields that say what it is about. */
  readonly bound: readonly string[];
}

/** Plays what must have been before, and gives for each operation a body that the hub takes. */
export async function rightBodies(world: ProtocolWorld): Promise<Readonly<Record<string, Right>>> {
  const asked = { refIntervDO: world.ref(), refIntervOI: '' };
  asked.refIntervOI = await world.begin('BYTL', 'GTHD', pmHere(1), asked.refIntervDO);
  const ended = { refIntervDO: world.ref(), refIntervOI: '' };
  ended.refIntervOI = await world.begin('BYTL', 'GTHD', pmHere(2), ended.refIntervDO);
  const outside = { refIntervDO: world.ref(), refIntervOI: '' };
  outside.refIntervOI = await world.begin('BYTL', INFRA_OUTSIDE, PM_OUTSIDE, outside.refIntervDO);
  const [told, over] = [world.ref(), world.ref()];
  const m2 = (refIntervOI: string): Body => ({
    codeOI: INFRA_OUTSIDE,
    dateDebutIntervention: world.at(),
    description: 'Intervention',
    elementReseau: 'PM',
    message: 'M2',
    pointMutualisation: { refPM: PM_OUTSIDE, refPMTechnique: PM_OUTSIDE },
    refIntervOI,
    refPBO: 'PBO',
  });
  for (const refIntervOI of [told, over]) await world.must(INFRA_OUTSIDE, 'creerInterventionOI', m2(refIntervOI));
  await world.ask('BYTL', 'GTHD', ended, 1);
  await world.pass(4 * MINUTE);
  const end: Body = {
    ...world.job('BYTL', 'GTHD', pmHere(2), ended.refIntervDO),
    dateFinIntervention: world.at(),
    message: 'M3',
    refPBO: 'PBO',
    refPTO: 'PTO',
    referencePrestationPrise: 'S',
  };
  await world.must('BYTL', 'modifierInterventionDO', end);
  await world.ask('BYTL', 'GTHD', asked, 1);
  const m4tx: Body = {
    codeOI: INFRA_OUTSIDE,
    dateTest: world.at(),
    message: 'M4TX',
    natureTest: '1',
    numeroTest: 1,
    refIntervOI: told,
  };
  await world.must(INFRA_OUTSIDE, 'demanderTestIntermediaireInterventionOI', m4tx);
  const m4: Body = {
    ...m2(over),
    dateFinIntervention: world.at(),
    dateTestFinFroid: world.at(10 * MINUTE),
    message: 'M4',
  };
  delete (m4 as { refPBO?: unknown }).refPBO;

  const line = {
    dateChangementEtat: world.at(),
    fibre: '4',
    numeroSerieONT: 'ONT',
    positionModulePM: '7',
    refPBO: 'PBO',
    refPTO: 'PTO',
    referencePrestationPrise: 'S',
    tube: '2',
  };
  const two = <T>(one: T): readonly T[] => [one, one];
  const down = { ...line, couleurJarretiere: 'JAUNE', nomModulePM: 'TI', positionCoupleurOC: 'C' };
  const repaired = two({
    numeroSerieONT: 'ONT',
    refPTO: 'PTO',
    referencePrestationPrise: 'S',
    repaCodeOC: 'FREE',
    repaOCDemandee: true,
    retMessage: 'fait',
    retStatut: true,
    retTypo: 'RESEAT_CONNECTOR',
  });
  const restored = two({ numeroSerieONT: 'ONT', refPTO: 'PTO', referencePrestationPrise: 'S' });
  let turn = 0;
  const somewhere = (): string => pmHere(1 + (turn++ % 4));

  return {
    creerInterventionDO: {
      sender: 'BYTL',
      body: () => ({
        ...world.job('BYTL', 'GTHD', somewhere(), world.ref()),
        dateFinIntervention: world.at(120 * MINUTE),
        message: 'M1',
        refPBO: 'PBO',
        refPTO: 'PTO',
        referencePrestationPrise: 'S',
      }),
      bound: ['codeDO', 'codeOI', 'pointMutualisation.refPM'],
    },
    modifierInterventionDO: {
      sender: 'BYTL',
      body: () => end,
      bound: ['codeDO', 'codeOI', 'refIntervDO', 'dateFinIntervention', 'pointMutualisation.refPM'],
    },
    demanderTestIntermediaireInterventionDO: {
      sender: 'BYTL',
      body: async () => {
        const refIntervDO = world.ref();
        const refIntervOI = await world.begin('BYTL', 'GTHD', somewhere(), refIntervDO);
        return world.askOf('BYTL', 'GTHD', { refIntervDO, refIntervOI }, 1);
      },
      bound: ['codeDO', 'codeOI', 'refIntervDO', 'refIntervOI'],
    },
    compteRenduInterventionDO: {
      sender: 'BYTL',
      body: () => ({
        ...asked,
        codeDO: 'BYTL',
        codeOI: 'GTHD',
        lignesImpactees: repaired,
        lignesRetablies: restored,
        message: 'CR',
      }),
      bound: ['codeDO', 'codeOI', 'refIntervDO', 'refIntervOI'],
    },
    creerInterventionOI: {
      sender: INFRA_OUTSIDE,
      body: () => m2(world.ref()),
      // The table does without a PM; nobody can be told then.
      bound: ['codeOI', 'pointMutualisation', 'pointMutualisation.refPM'],
    },
    modifierInterventionOI: { sender: INFRA_OUTSIDE, body: () => m4, bound: ['codeOI', 'refIntervOI'] },
    compteRenduInterventionOI: {
      sender: INFRA_OUTSIDE,
      body: () => ({
        codeOI: INFRA_OUTSIDE,
        lignesImpactees: repaired,
        lignesRetablies: restored,
        message: 'CR',
        refIntervOI: told,
      }),
      bound: ['codeOI', 'refIntervOI'],
    },
    demanderTestIntermediaireInterventionOI: {
      sender: INFRA_OUTSIDE,
      body: () => m4tx,
      bound: ['codeOI', 'refIntervOI'],
    },
    notifierImpacteClientsOC: {
      sender: RETAIL_OUTSIDE,
      body: () => ({
        clientHSOC: two(down),
        codeOcImpacte: RETAIL_OUTSIDE,
        demandeReparation: two({ codeDO: 'BYTL', reparation: true }),
        ligneClientRetablie: two({ ...line, nomModulePm: 'TI' }),
        message: 'M5TX',
        numeroTest: 1,
        refIntervOI: asked.refIntervOI,
        testCloture: false,
      }),
      bound: ['codeOcImpacte', 'refIntervOI', 'numeroTest', 'testCloture'],
    },
    notifierImpacteClientsOIDO: {
      sender: INFRA_OUTSIDE,
      body: () => ({
        clientHSOC: two({ ...down, reserveReparationOI: true }),
        codeOCImpacte: 'SFRA',
        ligneClientRetablie: two({ ...line, nomModulePM: 'TI' }),
        message: 'M6TX',
        multiInterventionOI: false,
        nombreOC: 2,
        numeroTest: 1,
        refIntervOI: outside.refIntervOI,
        reparation: true,
      }),
      bound: ['codeOCImpacte', 'refIntervOI'],
    },
    declarer_Intervention_DO: {
      sender: 'BYTL',
      body: () => ({
        Code_DO: 'BYTL',
        Code_OI: 'GTHD',
        Ref_Interv_DO: world.ref(),
        PM: somewhere(),
        Nature_PBO_PTO: two({ nature: '4', PBO: 'PBO', PTO: 'PTO' }),
        Debut_Inter: world.at(-30 * MINUTE),
        Fin_Inter: world.at(-MINUTE),
      }),
      bound: ['Code_DO', 'Code_OI', 'PM'],
    },
    declarer_Intervention_OI: {
      sender: INFRA_OUTSIDE,
      body: () => ({
        Code_OI: INFRA_OUTSIDE,
        Ref_Interv_OI: world.ref(),
        PM: PM_OUTSIDE,
        PBO: two({ PBO: 'PBO' }),
        Debut_Inter: world.at(-30 * MINUTE),
        Fin_Inter: world.at(-MINUTE),
      }),
      bound: ['Code_OI', 'PM'],
    },
    notifier_Clients_HS_OC: {
      sender: RETAIL_OUTSIDE,
      body: () => ({
        Code_OC_impacte: RETAIL_OUTSIDE,
        Ref_Interv_OI: ended.refIntervOI,
        Liste_Clients_HS: two({
          PTO: 'PTO',
          PBO: 'PBO',
          Tube: '1',
          Fibre: '2',
          Position_PM_Module_OI: '3',
          HMS_Coupure: world.at(),
        }),
      }),
      bound: ['Code_OC_impacte', 'Ref_Interv_OI'],
    },
  };
}
