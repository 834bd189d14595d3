const c=4152,d=[4152],r={74152:((t,o,n)=>{n.r(o),n.d(o,{processEnvironment:()=>s});const s=e=>process.env[e]})};export{c as id,d as ids,r as modules};
