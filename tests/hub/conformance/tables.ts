/**
 * The field tables of the public interface (Lot 1 v1.0.0, Lot 2 v2.5.0), in their own notation and independent of
 * src-shared/contract: a second opinion. `*`: required; `s50`: text of at most 50 characters; `s1..4`: of 1 to 4; `int`:
 * 32 bits; `time`: ISO 8601. A call: method, path, operation, body, 200, 400.
 */
interface Written {
  readonly lot: 1 | 2;
  readonly calls: string;
  readonly types: string;
}

const lot1: Written = {
  lot: 1,
  calls: `
POST /client_HS_OC_Par_Inter notifier_Clients_HS_OC client_HS_OC_Par_Inter reponse_Client_HS_OC_Par_Inter reponse_Client_HS_OC_Par_Inter
POST /intervention_DO declarer_Intervention_DO intervention_DO reponse_Intervention_DO reponse_Intervention_DO
POST /intervention_OI declarer_Intervention_OI intervention_OI reponse_Intervention_OI reponse_Intervention_OI`,
  types: `
client_HS_OC_Par_Inter = Code_OC_impacte*: s4; Ref_Interv_OI*: s50; Liste_Clients_HS: client_HS_OC[]
client_HS_OC = PTO*: s50; PBO*: s100; Tube*: s50; Fibre*: s50; Position_PM_Module_OI*: s100; HMS_Coupure*: time
intervention_DO = Code_DO*: s4; Code_OI*: s4; Ref_Interv_DO*: s50; PM*: s50; Nature_PBO_PTO*: nature_PBO_PTO[];
    Debut_Inter*: time; Fin_Inter: time
intervention_OI = Code_OI*: s4; Ref_Interv_OI*: s50; PM*: s50; PBO: PBO[]; Debut_Inter*: time; Fin_Inter: time
nature_PBO_PTO = nature*: one of 1 2 3 4; PBO: s100; PTO: s50
PBO = PBO: s100
reponse_Client_HS_OC_Par_Inter = Code_Reponse*: one of 0 1 2 3; Libelle_Reponse*: one of OK CHAMPS_NON_RENSEIGNE
    MAUVAIS_FORMAT REF_INTERV_OI_INCONNUE; Description_Reponse: s100
reponse_Intervention_DO = Code_Reponse*: one of 0 1 2 3 4; Libelle_Reponse*: one of OK CHAMPS_NON_RENSEIGNE
    MAUVAIS_FORMAT CODE_OI_INCONNU PM_INCONNU; Description_Reponse: s100; Ref_Interv_OI: s50
reponse_Intervention_OI = Code_Reponse*: one of 0 1 2 3 4; Description_Reponse: s100; Libelle_Reponse*: one of OK
    CHAMPS_NON_RENSEIGNE MAUVAIS_FORMAT CODE_OI_INCONNU PM_INCONNU`,
};

const orderingSide: Written = {
  lot: 2,
  calls: `
POST /interventions-do creerInterventionDO CreerInterventionDO CreerInterventionDOOut CreerInterventionDO400Response
PUT /interventions-do modifierInterventionDO ModifierInterventionDO ModifierInterventionDOOut ModifierInterventionDO400Response
POST /interventions-do/compte-rendu compteRenduInterventionDO CompteRenduInterventionDO CompteRenduInterventionDOOut CompteRenduInterventionDO400Response
POST /interventions-do/test-intermediaire demanderTestIntermediaireInterventionDO DemanderTestIntermediaireInterventionDO DemanderTestIntermediaireInterventionDOOut DemanderTestIntermediaireInterventionDO400Response`,
  types: `
CompteRenduInterventionDO = codeDO*: s4; codeOI*: s4; lignesImpactees: LigneImpacte[]; lignesRetablies:
    LigneRetablie[]; message*: s1..4; refIntervDO*: s50; refIntervOI: s1..50
CompteRenduInterventionDOOut = code*: int; description: s200; refIntervDO*: s1..50; refIntervOI: s50
CreerInterventionDO = codeDO*: s4; codeOI*: s4; dateDebutIntervention*: time; dateFinIntervention: time;
    elementReseau: one of PBO PM PTO; message*: s1..4; nature*: one of 1 2 20 21 22 4 41 5 6 60 61;
    pointMutualisation*: PointMutualisation; refIntervDO*: s50; refPBO: s1..100; refPTO: s1..50;
    referencePrestationPrise: s1..30
CreerInterventionDOOut = code*: int; description: s200; refIntervDO*: s1..50; refIntervOI: s50
DemanderTestIntermediaireInterventionDO = codeDO*: s1..4; codeOI*: s1..4; dateTest*: time; message*: s1..4;
    natureTest*: s1..10; numeroTest*: int; refIntervDO*: s1..50; refIntervOI*: s1..50
DemanderTestIntermediaireInterventionDOOut = code*: int; description: s200; numeroTest*: int; refIntervDO*: s1..50;
    refIntervOI: s50
LigneImpacte = numeroSerieONT: s1..50; refPTO: s1..50; referencePrestationPrise: s1..30; repaCodeOC: s1..4;
    repaOCDemandee: bool; retMessage: s500; retStatut: bool; retTypo: s500
LigneRetablie = numeroSerieONT: s1..50; refPTO: s1..50; referencePrestationPrise: s1..30
ModifierInterventionDO = codeDO*: s4; codeOI*: s4; dateDebutIntervention*: time; dateFinIntervention*: time;
    elementReseau*: one of PBO PM PTO; message*: s1..4; nature*: one of 1 2 20 21 22 4 41 5 6 60 61;
    pointMutualisation*: PointMutualisation; refIntervDO*: s50; refPBO: s100; refPTO: s50; referencePrestationPrise:
    s1..30
ModifierInterventionDOOut = code*: int; description: s200; refIntervDO*: s1..50; refIntervOI: s50
PointMutualisation = refPM*: s1..50; refPMTechnique*: s1..50
CompteRenduInterventionDO400Response = error*: one of CHAMPS_NON_RENSEIGNE CODE_OI_INCONNU MAUVAIS_FORMAT
    REF_INTERV_INCONNUE; error_description: s256; error_uri: s; error_parameters: s64[]
CreerInterventionDO400Response = error*: one of CHAMPS_NON_RENSEIGNE CODE_OI_INCONNU MAUVAIS_FORMAT PM_INCONNU;
    error_description: s256; error_uri: s; error_parameters: s64[]
DemanderTestIntermediaireInterventionDO400Response = error*: one of CHAMPS_NON_RENSEIGNE CODE_OI_INCONNU INCOHERENCE
    MAUVAIS_FORMAT REF_INTERV_INCONNUE TEST_PRECEDENT_DEJA_EMIS TEST_PRECEDENT_NON_ACQUITTE; error_description:
    s256; error_uri: s; error_parameters: s64[]
ModifierInterventionDO400Response = error*: one of CHAMPS_NON_RENSEIGNE CODE_OI_INCONNU M3TX_NON_DEMANDE
    MAUVAIS_FORMAT PM_INCONNU; error_description: s256; error_uri: s; error_parameters: s64[]`,
};

const infraSide: Written = {
  lot: 2,
  calls: `
POST /interventions-oi creerInterventionOI CreerInterventionOI CreerInterventionOIOut CreerInterventionOI400Response
PUT /interventions-oi modifierInterventionOI ModifierInterventionOI ModifierInterventionOIOut ModifierInterventionOI400Response
POST /interventions-oi/compte-rendu compteRenduInterventionOI CompteRenduInterventionOI CompteRenduInterventionOIOut CompteRenduInterventionOI400Response
POST /interventions-oi/notification-impacte-clients-oc notifierImpacteClientsOC ClientImpacteOCParIntervention ClientImpacteParInterventionOut NotifierImpacteClientsOC400Response
POST /interventions-oi/notification-impacte-clients-oi-do notifierImpacteClientsOIDO NotifierImpacteClientsOIDO NotifierImpacteClientsOIDOOut NotifierImpacteClientsOIDO400Response
POST /interventions-oi/test-intermediaire demanderTestIntermediaireInterventionOI DemanderTestIntermediaireInterventionOI DemanderTestIntermediaireInterventionOIOut DemanderTestIntermediaireInterventionOI400Response`,
  types: `
ClientHSOC = couleurJarretiere: s1..30; dateChangementEtat*: time; fibre*: s20; nomModulePM*: s1..256;
    numeroSerieONT: s1..50; positionCoupleurOC*: s1..256; positionModulePM*: s256; refPBO*: s100; refPTO*: s50;
    referencePrestationPrise: s1..30; tube*: s20
ClientHSOC1 = couleurJarretiere: s1..30; dateChangementEtat*: time; fibre*: s50; nomModulePM*: s1..256;
    numeroSerieONT: s1..50; positionCoupleurOC*: s1..256; positionModulePM*: s256; refPBO*: s100; refPTO*: s50;
    referencePrestationPrise: s1..30; reserveReparationOI: bool; tube*: s50
ClientImpacteOCParIntervention = clientHSOC*: ClientHSOC[]; codeOcImpacte*: s4; demandeReparation:
    DemandeReparation[]; ligneClientRetablie*: LigneClientRetablie[]; message*: s1..4; numeroTest: int;
    refIntervOI*: s50; testCloture*: bool
ClientImpacteParInterventionOut = code*: int; description: s200; numeroTest*: int; refIntervOI*: s1..50
CompteRenduInterventionOI = codeOI*: s4; lignesImpactees: LigneImpacte[]; lignesRetablies: LigneRetablie[];
    message*: s1..4; refIntervOI*: s50
CompteRenduInterventionOIOut = code*: int; description: s200; refIntervOI*: s1..50
CreerInterventionOI = codeOI*: s4..4; dateDebutIntervention*: time; description: s1..200; elementReseau: s1..3;
    message*: s1..4; pointMutualisation: PointMutualisation; refIntervOI*: s1..50; refPBO*: s1..100
CreerInterventionOIOut = code*: int; description: s200; refIntervOI*: s1..50
DemandeReparation = codeDO*: s1..4; reparation: bool (default false)
DemanderTestIntermediaireInterventionOI = codeOI*: s4; dateTest*: time; message*: s1..4; natureTest*: s1..10;
    numeroTest*: int; refIntervOI*: s1..50
DemanderTestIntermediaireInterventionOIOut = code*: int; description: s1..200; numeroTest*: int; refIntervOI: s50
LigneClientRetablie = dateChangementEtat*: time; fibre*: s50; nomModulePm*: s1..256; numeroSerieONT: s1..50;
    positionModulePM*: s100; refPBO*: s100; refPTO*: s50; referencePrestationPrise: s1..30; tube*: s50
LigneClientRetablie1 = dateChangementEtat*: time; fibre*: s50; nomModulePM*: s1..256; numeroSerieONT: s1..50;
    positionModulePM*: s256; refPBO*: s100; refPTO*: s50; referencePrestationPrise*: s1..30; tube*: s50
LigneImpacte = numeroSerieONT: s1..50; refPTO: s1..50; referencePrestationPrise: s1..30; repaCodeOC: s1..4;
    repaOCDemandee: bool; retMessage: s1..500; retStatut: bool; retTypo: s1..500
LigneRetablie = numeroSerieONT: s1..50; refPTO: s1..50; referencePrestationPrise: s1..30
ModifierInterventionOI = codeOI*: s4; dateDebutIntervention*: time; dateFinIntervention: time; dateTestFinFroid*:
    time; description: s; elementReseau: s1..3; message*: s1..4; pointMutualisation*: PointMutualisation1;
    refIntervOI*: s50
ModifierInterventionOIOut = code*: int; description: s200; refIntervOI*: s1..50
NotifierImpacteClientsOIDO = clientHSOC*: ClientHSOC1[]; codeOCImpacte*: s4; ligneClientRetablie*:
    LigneClientRetablie1[]; message*: s1..4; multiInterventionOI*: bool; nombreOC*: int; numeroTest: int;
    refIntervOI*: s50; reparation*: bool
NotifierImpacteClientsOIDOOut = code*: int; description: s200; numeroTest*: int; refIntervOI*: s1..50; reserve:
    s1..500
PointMutualisation = refPM*: s50; refPMTechnique*: s1..50
PointMutualisation1 = refPM*: s50; refPMTechnique*: s1..50
CompteRenduInterventionOI400Response = error*: one of CHAMPS_NON_RENSEIGNE CODE_OI_INCONNU INCOHERENCE
    MAUVAIS_FORMAT PM_INCONNU; error_description: s256; error_uri: s; error_parameters: s64[]
CreerInterventionOI400Response = error*: one of CHAMPS_NON_RENSEIGNE CODE_OI_INCONNU MAUVAIS_FORMAT PM_INCONNU;
    error_description: s256; error_uri: s; error_parameters: s64[]
DemanderTestIntermediaireInterventionOI400Response = error*: one of CHAMPS_NON_RENSEIGNE CODE_OI_INCONNU INCOHERENCE
    MAUVAIS_FORMAT REF_INTERVOI_INCONNUE TEST_NON_REALISE; error_description: s256; error_uri: s; error_parameters:
    s64[]
ModifierInterventionOI400Response = error*: one of CHAMPS_NON_RENSEIGNE CODE_OI_INCONNU INCOHERENCE MAUVAIS_FORMAT
    PM_INCONNU; error_description: s256; error_uri: s; error_parameters: s64[]
NotifierImpacteClientsOC400Response = error*: one of CHAMPS_NON_RENSEIGNE DELAI_NON_RESPECTE ERREUR_ITERATION
    MAUVAIS_FORMAT REF_INTERV_OI_INCONNUE; error_description: s256; error_uri: s; error_parameters: s64[]
NotifierImpacteClientsOIDO400Response = error*: one of CHAMPS_NON_RENSEIGNE MAUVAIS_FORMAT REF_INTERV_OI_INCONNUE;
    error_description: s256; error_uri: s; error_parameters: s64[]`,
};

/** What a value of a field may be. */
export type Kind =
  | { readonly is: 'text'; readonly least: number; readonly most: number }
  | { readonly is: 'one of'; readonly values: readonly string[] }
  | { readonly is: 'int' | 'bool' | 'time' }
  | { readonly is: 'list'; readonly of: Type }
  | { readonly is: 'record'; readonly of: Type }
  | { readonly is: 'texts'; readonly most: number };

export interface Field {
  readonly name: string;
  readonly required: boolean;
  readonly kind: Kind;
}

/** A body, or a part of one. */
export interface Type {
  readonly name: string;
  readonly fields: readonly Field[];
}

/** One call of the interface. */
export interface TableCall {
  readonly lot: 1 | 2;
  readonly method: 'POST' | 'PUT';
  readonly path: string;
  readonly operation: string;
  readonly body: Type;
  readonly ok: Type;
  readonly refused: Type;
}

function read({ lot, calls, types }: Written): readonly TableCall[] {
  const written = new Map(
    types
      .replaceAll(/\n +/g, ' ')
      .trim()
      .split('\n')
      .map((line) => line.split(' = ') as [string, string]),
  );
  const typeOf = (name: string): Type => {
    const fields = written.get(name);
    if (fields === undefined) throw new Error(`no table ${name}`);
    return { name, fields: fields.split('; ').map(fieldOf) };
  };
  const fieldOf = (text: string): Field => {
    const [, name = '', star, kind = ''] = /^(\w+)(\*?): (.*)$/.exec(text) ?? [];
    return { name, required: star === '*', kind: kindOf(kind) };
  };
  const kindOf = (text: string): Kind => {
    const [word = ''] = text.split(' ');
    const [, least, most, list] = /^s(?:(\d+)\.\.)?(\d+)?(\[\])?$/.exec(word) ?? [];
    if (list !== undefined) return { is: 'texts', most: Number(most) };
    if (/^s\d*(\.\.\d+)?$/.test(word)) {
      return {
        is: 'text',
        least: Number(least ?? 0),
        most: most === undefined ? Number.POSITIVE_INFINITY : Number(most),
      };
    }
    if (word === 'one') return { is: 'one of', values: text.split(' ').slice(2) };
    if (word === 'int' || word === 'bool' || word === 'time') return { is: word };
    return word.endsWith('[]') ? { is: 'list', of: typeOf(word.slice(0, -2)) } : { is: 'record', of: typeOf(word) };
  };
  return calls
    .trim()
    .split('\n')
    .map((line) => {
      const [method, path = '', operation = '', body = '', ok = '', refused = ''] = line.split(' ');
      return {
        lot,
        method: method === 'PUT' ? 'PUT' : 'POST',
        path: `/v${lot}${path}`,
        operation,
        body: typeOf(body),
        ok: typeOf(ok),
        refused: typeOf(refused),
      };
    });
}

/** Every call, by its operation. */
export const tableCalls: ReadonlyMap<string, TableCall> = new Map(
  [lot1, orderingSide, infraSide].flatMap(read).map((call) => [call.operation, call]),
);

/** The codes that a call may refuse with: of Lot 2 its `error`, of Lot 1 its `Libelle_Reponse` but for OK. */
export function codesOf(call: TableCall): readonly string[] {
  const field = call.refused.fields.find(({ name }) => name === (call.lot === 1 ? 'Libelle_Reponse' : 'error'));
  return field?.kind.is === 'one of' ? field.kind.values.filter((code) => code !== 'OK') : [];
}

/** Where `value` is not exactly what the table says: fields that it has not, fields missing, and what is in them. */
export function violations(type: Type, value: unknown, path: readonly string[] = []): readonly string[] {
  const at = (name?: string): string => [type.name, ...path, ...(name === undefined ? [] : [name])].join('.');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at()}: is not a record`];
  const names = new Set(type.fields.map(({ name }) => name));
  const strange = Object.keys(value).filter((name) => !names.has(name));
  return [
    ...strange.map((name) => `${at(name)}: is not in the table`),
    ...type.fields.flatMap(({ name, required, kind }) => {
      const inner: unknown = Reflect.get(value, name);
      if (inner === undefined) return required ? [`${at(name)}: is missing`] : [];
      if (kind.is === 'record') return violations(kind.of, inner, [...path, name]);
      if (kind.is === 'list') {
        if (!Array.isArray(inner)) return [`${at(name)}: is not a list`];
        return inner.flatMap((item, i) => violations(kind.of, item, [...path, name, String(i)]));
      }
      return fits(kind, inner) ? [] : [`${at(name)}: ${JSON.stringify(inner)?.slice(0, 80)} is no ${kind.is}`];
    }),
  ];
}

const TIME = /^[12]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

function fits(kind: Exclude<Kind, { readonly of: Type }>, value: unknown): boolean {
  switch (kind.is) {
    case 'text':
      return typeof value === 'string' && value.length >= kind.least && value.length <= kind.most;
    case 'one of':
      return kind.values.includes(String(value));
    case 'int':
      return Number.isInteger(value) && Math.abs(value as number) <= 2_147_483_647;
    case 'bool':
      return typeof value === 'boolean';
    case 'time':
      return typeof value === 'string' && TIME.test(value) && !Number.isNaN(Date.parse(value));
    case 'texts':
      return Array.isArray(value) && value.every((one) => typeof one === 'string' && one.length <= kind.most);
  }
}
