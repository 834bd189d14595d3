const c=410,e=[410],y={60410:((m,s,o)=>{o.r(s),o.d(s,{systemRandom:()=>t});var d=o(77598);const t=n=>(0,d.randomBytes)(n)})};export{c as id,e as ids,y as modules};
